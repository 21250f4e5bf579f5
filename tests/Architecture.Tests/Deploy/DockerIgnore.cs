using System.Text.RegularExpressions;

namespace XelaConnect.Architecture.Tests.Deploy;

/// <summary>
/// A <c>.dockerignore</c> file: which files a container build gets to see. The last pattern that matches a path or a folder above it
/// decides.
/// </summary>
internal sealed class DockerIgnore(string text)
{
    private readonly IReadOnlyList<(Regex Pattern, bool Admits)> rules =
        [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => (PatternOf(line.TrimStart('!')), line[0] == '!'))];

    /// <summary>Whether a file, given by its path below the root, is part of the build context.</summary>
    public bool Admits(string path)
    {
        var admitted = true;
        foreach (var rule in rules)
            if (rule.Pattern.IsMatch(path)) admitted = rule.Admits;
        return admitted;
    }

    private static Regex PatternOf(string pattern)
    {
        var expression = Regex.Escape(pattern.Trim('/')).Replace(@"\*\*/", "(.*/)?", StringComparison.Ordinal)
            .Replace(@"\*\*", ".*", StringComparison.Ordinal)
            .Replace(@"\*", "[^/]*", StringComparison.Ordinal).Replace(@"\?", "[^/]", StringComparison.Ordinal);
        return new Regex($"^{expression}(/.*)?$", RegexOptions.ExplicitCapture);
    }
}
