using System.Text;
using System.Text.RegularExpressions;

namespace XelaConnect.EndToEnd.Tests.Docs;

/// <summary>The commands of a page: its <c>bash</c> and <c>sh</c> blocks, in order, for one shell.</summary>
internal static partial class PageCommands
{
    /// <summary>Blocks that run, and the reasons of those that do not (<c>&lt;!-- not run: reason --&gt;</c> before the block).</summary>
    public static (IReadOnlyList<string> Run, IReadOnlyList<string> NotRun) Of(string page)
    {
        List<string> run = [], notRun = [];
        foreach (Match block in Block().Matches(page))
        {
            if (block.Groups["language"].Value is not ("bash" or "sh")) continue;
            if (block.Groups["reason"].Success) notRun.Add(block.Groups["reason"].Value);
            else run.Add(block.Groups["code"].Value);
        }
        return (run, notRun);
    }

    /// <summary>
    /// The blocks as one script against a host that runs: the line that starts one is left out, and a curl whose response is an error is
    /// written to
    /// <paramref name="failures"/>, also within a pipe.
    /// </summary>
    public static string ScriptOf(IEnumerable<string> blocks, Uri host, string failures)
    {
        var script = new StringBuilder($$"""
            set -eu
            curl() { command curl --fail-with-body "$@" || echo "curl $*" >> '{{failures}}'; }

            """);
        foreach (var block in blocks)
            script.Append(StartOfHost().Replace(block, ":")
                .Replace("http://localhost:5000", host.ToString().TrimEnd('/'), StringComparison.Ordinal)).Append("echo\n");
        return script.ToString();
    }

    [GeneratedRegex(@"(?:^<!-- not run: (?<reason>.+?) -->\n+)?^```(?<language>\w*)\n(?<code>.*?)^```$",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^dotnet run --project src/ApiHost$", RegexOptions.Multiline)]
    private static partial Regex StartOfHost();
}
