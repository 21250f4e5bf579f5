using System.Text.Json;
using System.Text.RegularExpressions;

namespace XelaConnect.Architecture.Tests.Deploy;

/// <summary>One instruction, such as <c>COPY</c>, and the rest of its line.</summary>
internal sealed record DockerStep(string Instruction, string Arguments);

/// <summary>A stage: what it is based on, and its steps in order.</summary>
internal sealed partial record DockerStage(string Base, string Name, IReadOnlyList<DockerStep> Steps)
{
    /// <summary>The variables it sets.</summary>
    public IReadOnlyDictionary<string, string> Environment => Arguments("ENV")
        .SelectMany(line => Assignment().Matches(line))
            .ToDictionary(match => match.Groups["key"].Value, match => match.Groups["value"].Value, StringComparer.Ordinal);

    /// <summary>The program it starts, by its arguments.</summary>
    public string[] EntryPoint => JsonSerializer.Deserialize<string[]>(Arguments("ENTRYPOINT").Single())!;

    /// <summary>The rest of each line with this instruction.</summary>
    public IEnumerable<string> Arguments(string instruction) => Steps.Where(step => step.Instruction == instruction)
        .Select(step => step.Arguments);

    [GeneratedRegex(@"(?<key>\w+)=(?<value>\S+)")]
    private static partial Regex Assignment();
}

/// <summary>As much of a Dockerfile's language as ours uses.</summary>
internal static partial class Dockerfile
{
    /// <summary>Its stages, by name.</summary>
    public static IReadOnlyDictionary<string, DockerStage> Read(string text)
    {
        var stages = new Dictionary<string, DockerStage>(StringComparer.Ordinal);
        List<DockerStep> steps = [];
        var lines = Continuation().Replace(text, " ").Split('\n').Select(line => line.Trim())
            .Where(line => line.Length > 0 && line[0] != '#');
        foreach (var line in lines)
        {
            var (instruction, arguments) = line.Split(' ', 2) is [var first, var rest]
                ? (first, rest.Trim())
                : throw new FormatException(line);
            if (instruction != "FROM")
            {
                steps.Add(new DockerStep(instruction, arguments));
                continue;
            }
            var stage = Stage().Match(arguments);
            if (!stage.Success) throw new FormatException(line);
            stages.Add(stage.Groups["name"].Value, new DockerStage(stage.Groups["base"].Value, stage.Groups["name"].Value, steps = []));
        }
        return stages;
    }

    [GeneratedRegex(@"\\\r?\n")]
    private static partial Regex Continuation();

    [GeneratedRegex(@"^(--platform=\S+ )?(?<base>\S+) AS (?<name>\S+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Stage();
}
