using Airlock.Cli;
using Airlock.Cli.Building;
using Airlock.Cli.Commands;
using Airlock.Cli.Output;

return await CommandLine.RunAsync(args, new ToolContext(Terminal.OfProcess(), new DotnetBuild()));
