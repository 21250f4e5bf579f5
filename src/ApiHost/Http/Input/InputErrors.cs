namespace XelaConnect.ApiHost.Http;

/// <summary>Collects the errors by field: <c>errors</c> lists all of them, <c>message</c> is the first.</summary>
internal sealed class InputErrors
{
    public const string Required = "is required";

    private readonly Dictionary<string, string[]> byField = new(StringComparer.Ordinal);
    private Fault? whole;

    public IReadOnlyDictionary<string, string[]> ByField => byField;

    public IResult? Refusal =>
        whole is not null ? OutcomeResults.Refuse(whole) : byField.Count > 0 ? OutcomeResults.Invalid(byField) : null;

    public Fault? Fault => whole ?? (byField.Count > 0 ? HttpFaults.Invalid(byField) : null);

    /// <summary>Adds the sentence "The field … <paramref name="why"/>."; the first reason of a field stays.</summary>
    public void Add(string field, string why) => byField.TryAdd(field, [$"The field {field} {why}."]);

    /// <summary>Adds an error; the value of a refused field is the default.</summary>
    public T? Refused<T>(string field, string why)
    {
        Add(field, why);
        return default;
    }

    public string RequiredText(string field, string? value, TextRule rule)
    {
        var text = value?.Trim() ?? "";
        if ((text.Length == 0 ? Required : rule.Refuses(text)) is { } why) Add(field, why);
        return text;
    }

    /// <summary>Refuses the request as a whole; errors of single fields are not reported then.</summary>
    public void Refuse(Fault fault) => whole ??= fault;
}
