namespace XelaConnect.ApiHost.Pictures;

/// <summary>What stands for a category of courses on a pane of glass, and the hue of its pictures.</summary>
internal sealed record Motif(string Category, double Hue, string Shapes)
{
    /// <summary>One for each category: a sprout, rings, a lotus, a sun behind a cloud and so on.</summary>
    public static readonly Motif[] All =
    [
        new("Growth", 132, """
            <path d="M600 408V268"/>
            <path d="M600 322c-8-58-48-82-104-80 2 58 42 88 104 80z" fill="url(#f)"/>
            <path d="M600 282c6-64 46-96 108-94 0 64-42 102-108 94z" fill="url(#f)"/>
            """),
        new("Connection", 24, """
            <circle cx="554" cy="300" r="84" fill="url(#f)"/>
            <circle cx="646" cy="300" r="84" fill="url(#f)"/>
            """),
        new("Wellness", 178, """
            <path d="M600 384c-62-52-62-116 0-180 62 64 62 128 0 180z" fill="url(#f)"/>
            <path d="M600 384c-76 8-124-30-130-112 76 4 120 44 130 112zM600 384c76 8 124-30 130-112-76 4-120
             44-130 112z" fill="url(#f)"/>
            """),
        new("Mental Health", 214, """
            <circle cx="656" cy="262" r="58" fill="url(#f)"/>
            <path d="M522 382h146a52 52 0 0 0 6-104 82 82 0 0 0-156-18 62 62 0 0 0 4 122z" fill="url(#f)"/>
            """),
        new("Relationships", 342, """
            <path d="M600 396C508 334 478 292 478 252c0-38 29-62 61-62 26 0 48 15 61 40 13-25 35-40 61-40 32 0
             61 24 61 62 0 40-30 82-122 144z" fill="url(#f)"/>
            """),
        new("Self-Growth", 42, """
            <circle cx="664" cy="236" r="36" fill="url(#f)"/>
            <path d="M468 390l98-152 56 84 32-44 78 112z" fill="url(#f)"/>
            """),
        new("Mindfulness", 262, """
            <ellipse cx="600" cy="370" rx="112" ry="34" fill="url(#f)"/>
            <ellipse cx="592" cy="304" rx="82" ry="30" fill="url(#f)"/>
            <ellipse cx="606" cy="246" rx="54" ry="26" fill="url(#f)"/>
            """),
        new("Emotional Intelligence", 196, """
            <path d="M552 204h96a64 64 0 0 1 64 64v36a64 64 0 0 1-64 64h-34l-50 44v-44h-12a64 64 0 0
             1-64-64v-36a64 64 0 0 1 64-64z" fill="url(#f)"/>
            <path d="M600 334c-34-23-47-39-47-55 0-14 11-24 24-24 10 0 18 5 23 14 5-9 13-14 23-14 13 0 24 10 24
             24 0 16-13 32-47 55z" fill="url(#f)"/>
            """),
    ];

    public string Lines(string transform = "") =>
        $"""<g fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round" stroke-linejoin="round" """
        + (transform.Length == 0 ? "" : $"""transform="{transform}" """) + $"""stroke-opacity=".92">{Shapes}</g>""";
}
