namespace XelaConnect.ApiHost.Http;

/// <summary>Gathers what is wrong with a request, field by field: programs hear of everything at once, people of one thing in one sentence.</summary>
internal sealed class InputErrors
{
    private readonly Dictionary<string, string[]> _byField = new(StringComparer.Ordinal);
    private Fault? _whole;

    /// <summary>Every field at fault and why (contract §0, "errors").</summary>
    public IReadOnlyDictionary<string, string[]> ByField => _byField;

    /// <summary>The answer to give instead of going on, or null when nothing is wrong.</summary>
    public IResult? Refusal => _whole is not null ? OutcomeResults.Refuse(_whole) : _byField.Count > 0 ? OutcomeResults.Invalid(_byField) : null;

    /// <summary>The first thing wrong, or null: for answers that carry one sentence only.</summary>
    public Fault? Fault => _whole ?? (_byField.Count > 0 ? HttpFaults.Invalid(_byField) : null);

    /// <summary>Adds the sentence "The field … <paramref name="why"/>."; a field's first reason stands.</summary>
    public void Add(string field, string why) => _byField.TryAdd(field, [$"The field {field} {why}."]);

    /// <summary>Refuses the request as a whole: what is missing in it is then no news.</summary>
    public void Refuse(Fault fault) => _whole ??= fault;
}
