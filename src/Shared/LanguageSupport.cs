#if NETSTANDARD2_0
#pragma warning disable IDE0130 // the compiler asks for this name

namespace System.Runtime.CompilerServices;

/// <summary>What the compiler asks for to compile <c>init</c> accessors and records for .NET Standard 2.0.</summary>
internal static class IsExternalInit;
#endif
