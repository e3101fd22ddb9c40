#pragma warning disable IDE0130 // MSBuild knows the attribute by this name, whichever assembly it stands in

namespace Microsoft.Build.Framework;

/// <summary>Tells MSBuild that a task depends on no state of the process (current directory, environment) and may run beside others.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class MSBuildMultiThreadableTaskAttribute : Attribute;
