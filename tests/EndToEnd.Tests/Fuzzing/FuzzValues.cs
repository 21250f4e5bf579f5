using System.Text.Json;

namespace XelaConnect.EndToEnd.Tests.Fuzzing;

/// <summary>Values that have broken comparable systems.</summary>
internal static class FuzzValues
{
    /// <summary>Numbers for JSON or a query: both ends of every type, and what is no number.</summary>
    public static readonly string[] Numbers =
    [
        "0", "-0", "1", "-1", "2", "19", "100", "101", "2147483647", "2147483648", "-2147483648", "-2147483649", "4294967290",
        "4294967295", "4294967296", "9007199254740993", "9223372036854775806", "9223372036854775807", "9223372036854775808",
        "-9223372036854775808", "-9223372036854775809", "18446744073709551615", "18446744073709551616", "1.0", "1.5", "1e2", "1e400",
        "-1e400", "1E-400", "0.1", "99999999999999999999999999999999999999999999", "253402300799999", "253402300800000", "32503679999999",
        "-62135596800001",
    ];

    /// <summary>Texts that are not what they look like.</summary>
    public static readonly string[] Texts =
    [
        "", " ", "\t\r\n", "a", "null", "undefined", "true", "NaN", "0", "-1", "[]", "{}", "\0", "a\0b", "\u0007", "\u007f", "\u200b",
        "\u2800", "\u3164", "\u2060", "\u202e", "\ufeff", "\ufffd", "\uffff", "e\u0301", "\u00e9", "\u1e9b\u0323", "\ud83d\ude00",
        "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67", "\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc7f", "\u0130", "\u0131",
        "\u1e9e", "\ufb03", "' OR '1'='1", "'; DROP TABLE events; --", "%", "_", "%_%", "\\", "\"", "`", "<script>alert(1)</script>",
        "{{7*7}}", "${jndi:ldap://127.0.0.1/a}", "../../etc/passwd", "..%2f..%2f", "a/b", "a?b#c", "%00", "%", "CON", "a\r\nX-Injected: 1",
        "a\nb", "user-", "circle-none", "user-00000000-0000-0000-0000-000000000000", "course-00000000-0000-0000-0000-000000000000",
        "activity-0190aaaa-aaaa-7aaa-8aaa-ffffffffffff", "msg-0190aaaa-aaaa-7aaa-8aaa-7fffffffffff",
        "reflection-0190aaaa-aaaa-7aaa-8aaa-000000000001", "entry-0190aaaa-aaaa-7aaa-8aaa-000000000000", "-9223372036854775808.x",
        "9223372036854775807.user-1", "3155378975999999999.", "638000000000000000.conversation-x", "AAAA", "AgAAAAAAAAAA", "====", "a@b.c",
        "a@b", "@", "\"a b\"@example.org", "https://example.org/a.png", "javascript:alert(1)", "http://[::1]:99999/",
        "https://user:pass@example.org/", "#12345", "#GGGGGG", "localtime", "right/UTC", "Europe/London", "../../../etc/localtime",
        "I want to kill myself", "pm_card_visa", "tok_", "pm_declined", "2026-02-30T25:61:61Z",
    ];

    public static T Of<T>(this Random random, IReadOnlyList<T> values) => values[random.Next(values.Count)];

    public static bool Chance(this Random random, int percent) => random.Next(100) < percent;

    /// <summary>A nasty text, now and then a long one.</summary>
    public static string Text(Random random) => random.Next(12) switch
    {
        0 => new string('x', random.Of([79, 80, 81, 254, 255, 500, 513, 1000, 2049, 4000, 4001, 8193, 20_000])),
        1 => string.Concat(Enumerable.Repeat(random.Of(Texts), random.Next(1, 60))),
        2 => random.Of(Numbers),
        3 => new string(Enumerable.Range(0, random.Next(1, 40)).Select(_ => (char)random.Next(1, 0xd7ff)).ToArray()),
        _ => random.Of(Texts),
    };

    /// <summary>A value as JSON text, which need not be valid.</summary>
    public static string Json(Random random) => random.Next(14) switch
    {
        0 or 1 or 2 => random.Of(Numbers),
        3 => "null",
        4 => random.Of(["true", "false"]),
        5 => random.Of(["[]", "[null]", "[[[[[[[[]]]]]]]]", "{}", "{\"a\":{\"b\":1}}", "[1,\"a\",null,{}]"]),
        6 => random.Of(["\"\\ud800\"", "\"\\udc00x\"", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\uD83D\""]),
        7 => "[" + string.Join(',', Enumerable.Range(0, random.Of([2, 11, 21, 51, 101, 300])).Select(i => $"\"item {i}\"")) + "]",
        8 => random.Of(
            ["", "tru", "nul", "'a'", "01", "+1", ".5", "1.", "NaN", "Infinity", "\"unfinished", "[1,", "{\"a\":", "\"\\x\"", "\"\t\""]),
        9 => Nested(random.Of([10, 63, 64, 65, 1000])),
        _ => JsonSerializer.Serialize(Text(random)),
    };

    private static string Nested(int depth) => string.Concat(Enumerable.Repeat("[", depth)) + string.Concat(Enumerable.Repeat("]", depth));
}
