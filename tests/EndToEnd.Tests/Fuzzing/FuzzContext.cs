using System.Text.Json;
using XelaConnect.EndToEnd.Tests.Contract;

namespace XelaConnect.EndToEnd.Tests.Fuzzing;

/// <summary>The callers of a worker's requests, and values from earlier answers, so that requests reach things that exist.</summary>
internal sealed class FuzzContext
{
    private const int Remembered = 40;
    private readonly Dictionary<string, List<string>> learned = new(StringComparer.Ordinal);

    public required ApiFixture Fixture { get; init; }

    public required Person Staff { get; init; }

    /// <summary>The token of a random caller, mostly of a live session.</summary>
    public string? TokenOf(Random random) => random.Next(20) switch
    {
        0 => null,
        1 => Fixture.Ended.Token,
        2 => Fixture.Forged.Token,
        3 => random.Of(["", "x", "a.b.c", "..", new string('a', 5000), "eyJhbGciOiJub25lIn0.e30."]),
        4 or 5 => Fixture.Guest.Token,
        6 => Fixture.Blocked.Token,
        7 or 8 => Fixture.Stranger.Token,
        9 => Fixture.Asker.Token,
        10 or 11 => Staff.Token,
        12 or 13 or 14 => Fixture.Member.Token,
        _ => Fixture.Owner.Token,
    };

    /// <summary>A value that an earlier answer had in a field of this name, if any.</summary>
    public string? Learned(Random random, string name) => learned.TryGetValue(name, out var values) && values.Count > 0
        ? random.Of(values)
        : null;

    /// <summary>Any id from an earlier answer.</summary>
    public string? LearnedId(Random random) =>
        learned.Count == 0 ? null : Learned(random, random.Of(["id", "user_id", "message_id", "conversation_id", "circle_id"]));

    /// <summary>Remembers the ids and cursors of an answer.</summary>
    public void Learn(ReadOnlyMemory<byte> answer)
    {
        using var document = JsonDocument.Parse(answer);
        Learn(document.RootElement);
    }

    private void Learn(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array) foreach (var item in value.EnumerateArray()) Learn(item);
        if (value.ValueKind != JsonValueKind.Object) return;
        foreach (var field in value.EnumerateObject())
        {
            Learn(field.Value);
            var isOfUse = field.Name is "id" or "next_cursor" or "email" || field.Name.EndsWith("_id", StringComparison.Ordinal);
            if (!isOfUse || field.Value.ValueKind != JsonValueKind.String) continue;
            if (!learned.TryGetValue(field.Name, out var values)) learned[field.Name] = values = [];
            values.Add(field.Value.GetString()!);
            if (values.Count > Remembered) values.RemoveAt(0);
        }
    }
}
