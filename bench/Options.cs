using System.Globalization;

namespace XelaConnect.Bench;

/// <summary>The command line: <c>--name value</c>, or <c>--name</c> alone for a switch. An unknown name is an error.</summary>
internal sealed class Options
{
    private static readonly string[] Known =
    [
        "out", "host", "no-build", "data", "set", "pg-bin", "rounds", "seconds", "warmup", "connections", "clients", "length",
        "store", "grow", "grow-seconds", "idempotent", "watchers", "rate", "starts", "circles", "buyers",
        "conversations", "devices", "turns", "answers", "profiles", "callers", "filled", "people", "population",
    ];

    private readonly Dictionary<string, string> values = [];

    public Options(IEnumerable<string> arguments)
    {
        string? name = null;
        foreach (var argument in arguments)
        {
            if (argument.StartsWith("--", StringComparison.Ordinal))
            {
                name = argument[2..];
                if (!Known.Contains(name))
                    throw new BenchException($"There is no option --{name}.");
                values[name] = "";
            }
            else if (name is not null)
            {
                values[name] = argument;
                name = null;
            }
            else
            {
                throw new BenchException($"\"{argument}\" belongs to no option.");
            }
        }
    }

    private Options(Dictionary<string, string> values) => this.values = values;

    public bool Has(string name) => values.ContainsKey(name);

    public string? Text(string name) => values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public int Number(string name, int otherwise) =>
        Text(name) is not { } text ? otherwise
        : int.TryParse(text.Replace("_", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
        : throw new BenchException($"--{name} takes a whole number.");

    public TimeSpan Seconds(string name, int otherwise) => TimeSpan.FromSeconds(Number(name, otherwise));

    /// <summary>The same options, with some of them set where the command line leaves them open.</summary>
    public Options With(params (string Name, string Value)[] preset)
    {
        var values = new Dictionary<string, string>(this.values);
        foreach (var (name, value) in preset)
            values.TryAdd(name, value);
        return new(values);
    }
}
