using Airlock.Analyzers.Tools;

namespace Airlock.Analyzers.Tests.Tools;

/// <summary>What a command line fetches and runs; <c>⟨…⟩</c> stands around each unpinned package, arguments are split at blanks.</summary>
public class PackageLaunchTests
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    public static TheoryData<string, string> Unpinned => new()
    {
        { "npx -y ⟨@scope/pkg⟩ .", "npx" },
        { "npx ⟨pkg@latest⟩", "npx" },
        { "npx --yes ⟨pkg@next⟩", "npx" },
        { "npx ⟨pkg@^1.2.3⟩", "npx" },
        { "npx ⟨pkg@~1.2⟩", "npx" },
        { "npx ⟨pkg@1⟩", "npx" },
        { "npx ⟨pkg@1.x⟩", "npx" },
        { "npx ⟨pkg@*⟩", "npx" },
        { "npx ⟨pkg@>=1.0.0⟩", "npx" },
        { "npx --registry https://npm.example.com ⟨pkg⟩", "npx" },
        { "npx --loglevel=error ⟨pkg⟩", "npx" },
        { "npx -- ⟨pkg⟩", "npx" },
        { "npx -p ⟨pkg⟩ server", "npx" },
        { "npx --package=⟨pkg@latest⟩ server --port 1", "npx" },
        { "npx -p one@1.0.0 -p ⟨two⟩ server", "npx" },
        { "npx -y ⟨github:owner/repository⟩", "npx" },
        { "npx -y ⟨owner/repository#main⟩", "npx" },
        { "npx.cmd -y ⟨pkg⟩", "npx" },
        { "NPX.CMD -y ⟨pkg⟩", "npx" },
        { "/usr/local/bin/npx -y ⟨pkg⟩", "npx" },
        { "npm exec ⟨pkg⟩", "npm exec" },
        { "npm exec --yes -- ⟨@scope/pkg⟩ --stdio", "npm exec" },
        { "npm x ⟨pkg⟩", "npm x" },
        { "pnpm dlx ⟨pkg⟩", "pnpm dlx" },
        { "pnpm --package=⟨pkg⟩ dlx server", "pnpm dlx" },
        { "pnpx ⟨pkg⟩", "pnpx" },
        { "yarn dlx ⟨pkg⟩", "yarn dlx" },
        { "yarn dlx -q -p ⟨pkg⟩ server", "yarn dlx" },
        { "bunx ⟨pkg⟩", "bunx" },
        { "bunx --bun ⟨pkg@latest⟩", "bunx" },
        { "bun x ⟨pkg⟩", "bun x" },
        { "uvx ⟨mcp-server-git⟩ --repository .", "uvx" },
        { "uvx ⟨mcp-server-git@latest⟩", "uvx" },
        { "uvx ⟨mcp-server-git>=1.0⟩", "uvx" },
        { "uvx ⟨mcp-server-git~=1.0⟩", "uvx" },
        { "uvx ⟨mcp-server-git==1.*⟩", "uvx" },
        { "uvx --python 3.12 ⟨mcp-server-git[extra]⟩", "uvx" },
        { "uvx --from ⟨mcp-server⟩ serve", "uvx" },
        { "uvx --from mcp-server==1.2.3 --with ⟨requests⟩ serve", "uvx" },
        { "uvx --from ⟨git+https://github.com/owner/repository⟩ serve", "uvx" },
        { "uvx --from ⟨git+https://github.com/owner/repository@main⟩ serve", "uvx" },
        { "uvx --from ⟨git+ssh://git@github.com/owner/repository@v1.2.3⟩ serve", "uvx" },
        { "uv tool run ⟨mcp-server-git⟩", "uv tool run" },
        { "uv run --with ⟨mcp[cli]⟩ mcp run server.py", "uv run" },
        { "uv --directory /srv run --with ⟨fastmcp⟩ server.py", "uv run" },
        { "pipx run ⟨mcp-server⟩", "pipx run" },
        { "pipx run --spec ⟨mcp-server⟩ serve", "pipx run" },
        { "docker run -i --rm ⟨mcp/fetch⟩", "docker run" },
        { "docker run -i --rm ⟨mcp/fetch:latest⟩", "docker run" },
        { "docker run -it --rm ⟨ghcr.io/owner/server:main⟩ stdio", "docker run" },
        { "docker run --rm -e TOKEN --mount type=bind,src=/a,dst=/b ⟨ghcr.io/owner/server:1.2⟩", "docker run" },
        { "docker run -ie TOKEN=x -v/data:/data --network=host ⟨owner/server:1⟩", "docker run" },
        { "docker --context remote container run ⟨registry.example.com:5000/owner/server⟩", "docker container run" },
        { "podman run --pull always ⟨docker.io/owner/server⟩", "podman run" },
        { "nerdctl run ⟨owner/server:edge⟩", "nerdctl run" },
        { "docker run -i owner/node:22.1.0 npx -y ⟨pkg⟩", "npx" },
        { "docker run -i node npx -y ⟨pkg⟩", "npx" },
        { "dnx ⟨Contoso.Server⟩ --yes", "dnx" },
        { "dnx ⟨Contoso.Server@*⟩ --yes", "dnx" },
        { "dnx ⟨Contoso.Server⟩ --version 1.* --yes", "dnx" },
        { "dnx ⟨Contoso.Server⟩ --prerelease", "dnx" },
        { "dotnet dnx --source https://nuget.example.com ⟨Contoso.Server⟩", "dotnet dnx" },
        { "dotnet tool exec ⟨Contoso.Server⟩", "dotnet tool exec" },
        { "deno run -A ⟨npm:pkg⟩", "deno run" },
        { "deno run --allow-net=example.com ⟨npm:@scope/pkg@1/server⟩", "deno run" },
        { "deno run -A ⟨jsr:@scope/pkg⟩", "deno run" },
        { "deno x ⟨npm:pkg@latest⟩", "deno x" },
        { "go run ⟨example.com/server@latest⟩", "go run" },
        { "go run -tags prod ⟨example.com/server/cmd@main⟩", "go run" },
        { "cmd /c npx -y ⟨pkg⟩", "npx" },
        { "cmd.exe /d /s /c npx.cmd ⟨pkg⟩", "npx" },
        { "cmd /k uvx ⟨pkg⟩", "uvx" },
        { "bash -c 'npx -y ⟨pkg⟩'", "npx" },
        { "sh -lc 'cd /srv && TOKEN=x exec npx -y ⟨pkg⟩; true'", "npx" },
        { "zsh -i -c 'nvm use 22; npx -y ⟨pkg⟩'", "npx" },
        { "dash -ec 'uvx ⟨pkg⟩'", "uvx" },
        { "ash -c 'uvx ⟨pkg⟩'", "uvx" },
        { "ksh -c 'uvx ⟨pkg⟩'", "uvx" },
        { "fish -c 'uvx ⟨pkg⟩'", "uvx" },
        { "pwsh -NoProfile -Command 'npx -y ⟨pkg⟩'", "npx" },
        { "powershell.exe -ExecutionPolicy Bypass -c npx -y ⟨pkg⟩", "npx" },
        { "env -u HOME NODE_ENV=production npx -y ⟨pkg⟩", "npx" },
        { "/usr/bin/env npx -y ⟨pkg⟩", "npx" },
        { "sudo -u agent npx ⟨pkg⟩", "npx" },
        { "wsl -d Ubuntu -e npx ⟨pkg⟩", "npx" },
        { "wsl -- bash -lc 'npx ⟨pkg⟩'", "npx" },
        { "nice -n 10 uvx ⟨pkg⟩", "uvx" },
        { "xvfb-run -a npx ⟨pkg⟩", "npx" },
        { "nohup npx ⟨pkg⟩", "npx" },
        { "time npx ⟨pkg⟩", "npx" },
        { "exec npx ⟨pkg⟩", "npx" },
        { "command npx ⟨pkg⟩", "npx" },
    };

    public static TheoryData<string> Safe =>
    [
        "npx -y @scope/pkg@1.2.3 .",
        "npx pkg@1.2.3-beta.1+build.5",
        "npx -p pkg@1.2.3 server",
        "npx --package=pkg@1.2.3 server",
        $"npx github:owner/repository#{Commit}",
        $"npx git+https://github.com/owner/repository.git#{Commit}",
        "npx ./server",
        "npx ../server/cli.js --stdio",
        "npx ./pkg-1.0.0.tgz",
        "npx file:../server",
        @"npx C:\servers\files",
        "npx https://example.com/pkg-1.0.0.tgz",
        "npx --no-install pkg",
        "npx --no pkg",
        "npx --offline pkg",
        "npx --before 2026-01-01 pkg",
        "npx -c 'server --stdio'",
        "npx -y ${input:package}",
        "npx -y @scope/pkg@${env:VERSION}",
        "npx -y %PACKAGE%",
        "npx -y $PACKAGE",
        "npx -y \0",
        "npx",
        "npx -y",
        "npm exec pkg@1.2.3",
        "npm start",
        "npm run server",
        "npm install pkg",
        "pnpm dlx pkg@1.2.3",
        "pnpm exec server",
        "pnpx pkg@1.2.3",
        "yarn dlx pkg@1.2.3",
        "yarn server",
        "bunx pkg@1.2.3",
        "bunx --no-install pkg",
        "bun x pkg@1.2.3",
        "bun run server.ts",
        "uvx mcp-server-git==1.2.3",
        "uvx mcp-server-git@2025.7.1",
        "uvx mcp-server-git==1.2.3rc1",
        "uvx mcp-server==1.0.post1",
        "uvx --from mcp-server[cli]==1.2.3 serve",
        $"uvx --from git+https://github.com/owner/repository@{Commit} serve",
        $"uvx --from git+https://user@example.com/owner/repository@{Commit}#subdirectory=server serve",
        "uvx --from ./server serve",
        "uvx --from /srv/server serve",
        "uvx --from ./dist/server-1.0-py3-none-any.whl serve",
        "uvx --offline mcp-server-git",
        "uvx --exclude-newer 2026-01-01 mcp-server-git",
        "uv tool run mcp-server-git==1.2.3",
        "uv run server.py",
        "uv --directory /srv/server run server",
        "uv run --with mcp==1.2.3 server.py",
        "uv run --with-requirements requirements.txt server.py",
        "uv run --with-editable . server",
        "pipx run mcp-server==1.2.3",
        "pipx run --spec mcp-server==1.2.3 serve",
        "pipx run ./server.py",
        $"docker run -i --rm mcp/fetch@{Digest}",
        $"docker run -i --rm mcp/fetch:latest@{Digest}",
        "docker run -i --rm ghcr.io/owner/server:1.2.3",
        "docker run -i --rm ghcr.io/owner/server:v1.2.3-alpine",
        "docker run -i --rm my-server",
        "docker run -i --rm my-server:dev",
        "docker run -i --rm localhost/my-server",
        "docker run -i --rm localhost:5000/owner/server",
        "docker run --pull=never owner/server",
        "docker run --pull never owner/server",
        "docker run -i --rm -e \0 owner/server:1.2.3",
        "docker compose run server",
        "docker exec -i container server",
        "docker build .",
        "podman run owner/server:1.2.3",
        "nerdctl run owner/server:1.2.3",
        "docker run owner/node:22.1.0 npx -y pkg@1.2.3",
        "dnx Contoso.Server@1.2.3 --yes",
        "dnx Contoso.Server --version 1.2.3 --yes",
        "dnx Contoso.Server --version=[1.2.3] --yes",
        "dnx Contoso.Server --version ${input:version}",
        "dotnet dnx Contoso.Server@1.2.3-preview.4",
        "dotnet tool exec Contoso.Server@1.2.3",
        "dotnet tool run server",
        "dotnet run --project ../Server",
        "dotnet server.dll",
        "deno run -A npm:pkg@1.2.3",
        "deno run -A npm:@scope/pkg@1.2.3/server",
        "deno run -A jsr:@scope/pkg@1.2.3",
        "deno run -A server.ts",
        "deno x npm:pkg@1.2.3",
        "deno run --cached-only npm:pkg",
        "go run example.com/server@v1.2.3",
        "go run example.com/server@v0.0.0-20260102030405-0123456789ab",
        "go run ./cmd/server",
        "go run .",
        "go run example.com/server",
        "cmd /c npx -y pkg@1.2.3",
        "cmd /c server.exe",
        "bash -c 'npx -y pkg@1.2.3'",
        "bash server.sh -c npx pkg",
        "bash",
        "pwsh -File server.ps1",
        "env TOKEN=x node server.js",
        "env",
        "sudo systemctl restart server",
        "wsl node server.js",
        "nice uvx pkg==1.2.3",
        "xvfb-run node server.js",
        "nohup ./server",
        "node server.js",
        "python -m server",
        "./npx-server",
        "\0 -y pkg",
    ];

    [Theory]
    [MemberData(nameof(Unpinned))]
    public void An_unpinned_package_is_found(string line, string launcher)
    {
        var marked = line.Split('⟨')[1].Split('⟩')[0];
        var (command, arguments) = Split(line.Replace("⟨", "").Replace("⟩", ""));
        var launch = Assert.Single(PackageLaunch.Of(command, arguments), launch => !launch.IsPinned);
        Assert.Equal(launcher, launch.Launcher.FullName);
        Assert.Equal(marked, launch.Written);
        Assert.Contains(marked, arguments[launch.Argument]);
    }

    [Theory]
    [MemberData(nameof(Safe))]
    public void What_is_pinned_local_or_open_is_not(string line)
    {
        var (command, arguments) = Split(line);
        Assert.DoesNotContain(PackageLaunch.Of(command, arguments), launch => !launch.IsPinned);
    }

    [Fact]
    public void A_command_may_be_a_whole_line()
    {
        var launch = Assert.Single(PackageLaunch.Of("npx -y @scope/pkg --root \"/my files\"", []));
        Assert.Equal(("@scope/pkg", -1), (launch.Written, launch.Argument));
        Assert.Equal(0, Assert.Single(PackageLaunch.Of("npx -y", ["pkg"])).Argument);
    }

    [Theory]
    [InlineData(@"C:\Program Files\nodejs\npx.cmd")]
    [InlineData(@"""C:\Program Files\nodejs\npx.cmd""")]
    public void A_path_may_hold_blanks(string command) => Assert.Equal(1, Assert.Single(PackageLaunch.Of(command, ["-y", "pkg"])).Argument);

    [Theory]
    [InlineData("npx", "pkg", "pkg", "@")]
    [InlineData("npx", "@scope/pkg@latest", "@scope/pkg", "@")]
    [InlineData("npx", "alias@npm:@scope/pkg@^1", "@scope/pkg", "@")]
    [InlineData("uvx", "pkg>=1", "pkg", "==")]
    [InlineData("uvx", "pkg@latest", "pkg", "@")]
    [InlineData("uvx", "pkg[cli]", "pkg[cli]", "==")]
    [InlineData("deno run", "npm:@scope/pkg@1/bin", "npm:@scope/pkg", "@")]
    [InlineData("docker run", "example.com:5000/owner/server:latest", "example.com:5000/owner/server", ":")]
    [InlineData("docker run", "owner/server", "owner/server", "@")]
    [InlineData("uvx --from", "git+ssh://git@github.com/owner/repository@main", "git+ssh://git@github.com/owner/repository", "@")]
    [InlineData("npx", "owner/repository#main", "owner/repository", "#")]
    public void Name_and_version_are_told_apart(string launcher, string written, string name, string separator)
    {
        var launch = Assert.Single(PackageLaunch.Of($"{launcher} {written}", []));
        Assert.Equal((name, separator), (launch.Package.Name, launch.Package.Separator));
    }

    [Fact]
    public void Every_launcher_of_the_table_has_a_test()
    {
        var table = typeof(PackageLaunch).Assembly.GetManifestResourceStream("Airlock.Catalog.package-launchers.tsv")!;
        using var reader = new StreamReader(table);
        var rows = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => row.Split('\t')).ToList();
        Assert.All(rows, row => Assert.Equal(9, row.Length));
        var tested = Unpinned.Select(data => data.Data.Item1).ToList();
        foreach (var name in rows.SelectMany(row => row[0].Split(',').SelectMany(name => row[1].Split('|').Select(subcommand => (name, subcommand)))))
        {
            // docker, podman and nerdctl are one row: what follows the name is the same.
            Assert.Contains(tested, line => line.Contains(name.name, StringComparison.Ordinal));
            Assert.Contains(tested, line => line.Contains(name.subcommand, StringComparison.Ordinal));
        }
    }

    // Words at blanks, where '…' is one word.
    private static (string Command, string[] Arguments) Split(string line)
    {
        var words = line.Split('\'').SelectMany((part, index) => index % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        return (words[0], [.. words.Skip(1)]);
    }
}
