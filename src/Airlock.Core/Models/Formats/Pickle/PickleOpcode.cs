using System.Collections.Frozen;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// The 68 opcodes of pickle, all protocols up to 5, by the names and values of Python's <c>pickletools</c>. Arguments are little-endian,
/// except BINFLOAT's.
/// </summary>
internal static class PickleOpcode
{
    public const byte Mark = (byte)'(', Stop = (byte)'.', Pop = (byte)'0', PopMark = (byte)'1', Duplicate = (byte)'2';
    public const byte Float = (byte)'F', BinFloat = (byte)'G', Int = (byte)'I', BinInt = (byte)'J', BinInt1 = (byte)'K', BinInt2 = (byte)'M';
    public const byte Long = (byte)'L', Long1 = 0x8A, Long4 = 0x8B, None = (byte)'N', NewTrue = 0x88, NewFalse = 0x89;
    public const byte PersistentId = (byte)'P', BinPersistentId = (byte)'Q', Reduce = (byte)'R', Build = (byte)'b';
    public const byte String = (byte)'S', BinString = (byte)'T', ShortBinString = (byte)'U', Unicode = (byte)'V';
    public const byte BinUnicode = (byte)'X', ShortBinUnicode = 0x8C, BinUnicode8 = 0x8D;
    public const byte BinBytes = (byte)'B', ShortBinBytes = (byte)'C', BinBytes8 = 0x8E, ByteArray8 = 0x96;
    public const byte Append = (byte)'a', Appends = (byte)'e', Global = (byte)'c', Instance = (byte)'i', Object = (byte)'o';
    public const byte Dictionary = (byte)'d', EmptyDictionary = (byte)'}', SetItem = (byte)'s', SetItems = (byte)'u';
    public const byte List = (byte)'l', EmptyList = (byte)']', Tuple = (byte)'t', EmptyTuple = (byte)')', Tuple1 = 0x85, Tuple2 = 0x86, Tuple3 = 0x87;
    public const byte EmptySet = 0x8F, AddItems = 0x90, FrozenSet = 0x91;
    public const byte Get = (byte)'g', BinGet = (byte)'h', LongBinGet = (byte)'j', Put = (byte)'p', BinPut = (byte)'q', LongBinPut = (byte)'r';
    public const byte Protocol = 0x80, NewObject = 0x81, Extension1 = 0x82, Extension2 = 0x83, Extension4 = 0x84;
    public const byte NewObjectKeywords = 0x92, StackGlobal = 0x93, Memoize = 0x94, Frame = 0x95, NextBuffer = 0x97, ReadOnlyBuffer = 0x98;

    /// <summary>The highest protocol there is; a loader refuses a higher one.</summary>
    public const int HighestProtocol = 5;

    private static readonly FrozenDictionary<byte, string> Names = new (byte Code, string Name)[]
    {
        (Mark, "MARK"), (Stop, "STOP"), (Pop, "POP"), (PopMark, "POP_MARK"), (Duplicate, "DUP"), (Float, "FLOAT"), (BinFloat, "BINFLOAT"),
        (Int, "INT"), (BinInt, "BININT"), (BinInt1, "BININT1"), (BinInt2, "BININT2"), (Long, "LONG"), (Long1, "LONG1"), (Long4, "LONG4"),
        (None, "NONE"), (NewTrue, "NEWTRUE"), (NewFalse, "NEWFALSE"), (PersistentId, "PERSID"), (BinPersistentId, "BINPERSID"),
        (Reduce, "REDUCE"), (Build, "BUILD"), (String, "STRING"), (BinString, "BINSTRING"), (ShortBinString, "SHORT_BINSTRING"),
        (Unicode, "UNICODE"), (BinUnicode, "BINUNICODE"), (ShortBinUnicode, "SHORT_BINUNICODE"), (BinUnicode8, "BINUNICODE8"),
        (BinBytes, "BINBYTES"), (ShortBinBytes, "SHORT_BINBYTES"), (BinBytes8, "BINBYTES8"), (ByteArray8, "BYTEARRAY8"),
        (Append, "APPEND"), (Appends, "APPENDS"), (Global, "GLOBAL"), (Instance, "INST"), (Object, "OBJ"), (Dictionary, "DICT"),
        (EmptyDictionary, "EMPTY_DICT"), (SetItem, "SETITEM"), (SetItems, "SETITEMS"), (List, "LIST"), (EmptyList, "EMPTY_LIST"),
        (Tuple, "TUPLE"), (EmptyTuple, "EMPTY_TUPLE"), (Tuple1, "TUPLE1"), (Tuple2, "TUPLE2"), (Tuple3, "TUPLE3"),
        (EmptySet, "EMPTY_SET"), (AddItems, "ADDITEMS"), (FrozenSet, "FROZENSET"), (Get, "GET"), (BinGet, "BINGET"),
        (LongBinGet, "LONG_BINGET"), (Put, "PUT"), (BinPut, "BINPUT"), (LongBinPut, "LONG_BINPUT"), (Protocol, "PROTO"),
        (NewObject, "NEWOBJ"), (Extension1, "EXT1"), (Extension2, "EXT2"), (Extension4, "EXT4"), (NewObjectKeywords, "NEWOBJ_EX"),
        (StackGlobal, "STACK_GLOBAL"), (Memoize, "MEMOIZE"), (Frame, "FRAME"), (NextBuffer, "NEXT_BUFFER"),
        (ReadOnlyBuffer, "READONLY_BUFFER"),
    }.ToFrozenDictionary(opcode => opcode.Code, opcode => opcode.Name);

    private static readonly byte[] Heads = MakeHeads();

    /// <summary>All opcodes.</summary>
    public static IReadOnlyCollection<byte> All => Names.Keys;

    /// <summary>The length in bytes of an opcode with its arguments of fixed length, an argument's length among them; zero for what is no opcode.</summary>
    public static ReadOnlySpan<byte> HeadLengths => Heads;

    /// <summary>The opcode's name in <c>pickletools</c>, or the byte if it is none.</summary>
    public static string NameOf(byte opcode) => Names.TryGetValue(opcode, out var name) ? name : $"0x{opcode:X2}";

    private static byte[] MakeHeads()
    {
        var heads = new byte[256];
        foreach (var opcode in Names.Keys)
        {
            heads[opcode] = opcode switch
            {
                BinInt1 or BinGet or BinPut or Protocol or Extension1 or Long1 or ShortBinString or ShortBinBytes or ShortBinUnicode => 2,
                BinInt2 or Extension2 => 3,
                BinInt or LongBinGet or LongBinPut or Extension4 or Long4 or BinString or BinBytes or BinUnicode => 5,
                BinFloat or Frame or BinUnicode8 or BinBytes8 or ByteArray8 => 9,
                _ => 1,
            };
        }

        return heads;
    }
}
