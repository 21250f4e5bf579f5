using System.Text.Json;
using System.Text.RegularExpressions;

namespace XelaConnect.EndToEnd.Tests.Contract;

/// <summary>One example of the owner's: a request as it stands, and what it is answered.</summary>
internal sealed record OwnerExample(int Number, string Method, string Path, string? Body, int Status, JsonElement Answer)
{
    /// <summary>A word in braces, which the test replaces.</summary>
    public IEnumerable<string> Words => Regex.Matches($"{Path} {Body}", @"\{([a-z_]+)\}").Select(word => word.Groups[1].Value).Distinct();
}

/// <summary>
/// <c>docs/api/owner-examples.json</c>. An answer is compared field by field: every name of the example is there, with the same JSON type,
/// and with one of the values where the set is fixed. Further fields are allowed. What was never met is listed at the end, so that a list
/// that stays empty proves nothing.
/// </summary>
internal sealed class OwnerExamples
{
    private static readonly Regex Time = new(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$");
    private readonly JsonElement file = JsonDocument.Parse(Repository.Read("docs/api/owner-examples.json")).RootElement;
    private readonly HashSet<string> expected = new(StringComparer.Ordinal);
    private readonly HashSet<string> met = new(StringComparer.Ordinal);
    private readonly HashSet<string> nullable;

    public OwnerExamples()
    {
        nullable = Texts("may_be_null").ToHashSet(StringComparer.Ordinal);
        All = [.. file.GetProperty("endpoints").EnumerateArray().SelectMany(Read)];
    }

    public IReadOnlyList<OwnerExample> All { get; }

    /// <summary>Fields that no answer had, or only as null or as an empty list.</summary>
    public IEnumerable<string> NeverMet => expected.Except(met).Except(Texts("never_met")).Order(StringComparer.Ordinal);

    /// <summary>How an answer differs from its example.</summary>
    public List<string> Compare(OwnerExample example, JsonElement answer)
    {
        var differences = new List<string>();
        Compare(example.Answer, answer, $"{example.Number}", differences);
        if (example.Answer.TryGetProperty("message", out var sentence) && answer.TryGetProperty("message", out var said)
            && said.ToString() != sentence.ToString())
            differences.Add($"{example.Number}.message is \"{said}\"");
        return differences;
    }

    private void Compare(JsonElement example, JsonElement actual, string path, List<string> differences)
    {
        if (example.ValueKind == JsonValueKind.String && example.GetString() is ['@', .. var name])
            (example, path) = (file.GetProperty("objects").GetProperty(name), name);
        if (example.ValueKind != JsonValueKind.Object) expected.Add(path);
        if (actual.ValueKind == JsonValueKind.Null)
        {
            if (example.ValueKind == JsonValueKind.Null) met.Add(path);
            else if (!nullable.Contains(path)) differences.Add($"{path} is null");
            return;
        }
        if (TypeOf(example, actual) is var (wanted, got) && wanted != got)
        {
            differences.Add($"{path} is {got}, not {wanted}");
            return;
        }
        switch (example.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var field in example.EnumerateObject())
                    if (actual.TryGetProperty(field.Name, out var value)) Compare(field.Value, value, $"{path}.{field.Name}", differences);
                    else differences.Add($"{path}.{field.Name} is missing");
                break;
            case JsonValueKind.Array:
                foreach (var item in actual.EnumerateArray())
                {
                    met.Add(path);
                    Compare(example[0], item, $"{path}[]", differences);
                }
                break;
            default:
                met.Add(path);
                if (!Fits(path, example, actual)) differences.Add($"{path} is {actual.GetRawText()}");
                break;
        }
    }

    private bool Fits(string path, JsonElement example, JsonElement actual) =>
        (!file.GetProperty("values").TryGetProperty(path, out var values)
            || values.EnumerateArray().Any(value => value.GetString() == actual.GetString()))
        && (!file.GetProperty("forms").TryGetProperty(path, out var form) || Regex.IsMatch(actual.GetString()!, form.GetString()!))
        && (example.ValueKind != JsonValueKind.String || !Time.IsMatch(example.GetString()!) || Time.IsMatch(actual.GetString()!));

    /// <summary>What the example wants and what came. A number without a fraction stands for an integer.</summary>
    private static (string Wanted, string Got) TypeOf(JsonElement example, JsonElement actual)
    {
        var (wanted, got) = (Name(example), Name(actual));
        return wanted == "number" && got == "integer" ? (wanted, wanted) : (wanted, got);

        static string Name(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.Number => value.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') < 0 ? "integer" : "number",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            var kind => kind.ToString().ToLowerInvariant(),
        };
    }

    private IEnumerable<string> Texts(string list) => file.GetProperty(list).EnumerateArray().Select(text => text.GetString()!);

    private static IEnumerable<OwnerExample> Read(JsonElement endpoint) =>
        from example in endpoint.GetProperty("examples").EnumerateArray()
        let route = endpoint.GetProperty("route").GetString()!.Split(' ')
        select new OwnerExample(
            endpoint.GetProperty("number").GetInt32(), route[0],
            route[1] + (example.TryGetProperty("query", out var query) ? query.GetString() : ""),
            example.TryGetProperty("request", out var request) ? request.GetRawText() : null,
            example.GetProperty("status").GetInt32(), example.GetProperty("answer"));
}
