using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace OnnxScoring;

public record Customer(float Age, float Months, float Tickets);

public class ChurnModel(InferenceSession session)
{
    public IEnumerable<string> Inputs => session.InputMetadata.Keys;

    public float Score(Customer customer)
    {
        var tensor = new DenseTensor<float>(new[] { customer.Age, customer.Months, customer.Tickets }, [1, 3]);
        using var results = session.Run([NamedOnnxValue.CreateFromTensor("features", tensor)]);
        return results[0].AsEnumerable<float>().First();
    }
}
