using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>XGBoost models as Universal Binary JSON (.ubj): numbers and names, no code.</summary>
internal sealed class XgboostBinaryReader : IModelReader
{
    public string Format => "xgboost-ubj";

    // An object whose first key is "learner", its length written in any of the types.
    public bool Recognises(ByteSource source, string name)
    {
        if (!source.Has(0, "{"u8))
        {
            return false;
        }

        var head = source.ReadBytes(0, (int)Math.Min(source.Length, 32)).AsSpan(1);
        var key = head.IndexOf("learner"u8);
        return key is 2 or 3 or 5 or 9 && head[key - 1] == "learner"u8.Length;
    }

    public void Read(ByteSource source, ScanContext context)
    {
        var cursor = new ByteCursor(source);
        new UniversalBinaryJson(cursor, context.Budget).SkipValue();
        if (!cursor.IsAtEnd)
        {
            throw new ModelFormatException("bytes follow the model", cursor.Position);
        }
    }
}
