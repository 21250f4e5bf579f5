namespace XelaConnect.ApiHost.Pictures;

/// <summary>
/// Addresses of pictures in responses: the one that a user, circle or course has set, else one that a host draws. They
/// are absolute, by <c>Xela:Http:PublicUrl</c> or by the request that is being served.
/// </summary>
internal static class PictureLinks
{
    public const string Folder = "/assets";
    private static readonly AsyncLocal<string?> Current = new();
    private static Composed last = new("", "", "");

    /// <summary>Scheme and host of the addresses; empty outside of a request.</summary>
    public static string Origin => Current.Value ?? "";

    public static void UsePictureLinks(this IApplicationBuilder app)
    {
        var publicUrl = app.ApplicationServices.GetRequiredService<HttpSettings>().PublicUrl;
        app.Use(next => http =>
        {
            Current.Value = publicUrl ?? OriginOf(http.Request);
            return next(http);
        });
    }

    public static string OfCircle(string id, CircleProfile circle) => circle.Image is { Length: > 0 } set ? set
        : Drawn("circles", id, "", $"{Query("color", circle.Color?.TrimStart('#'))}{Query("emoji", circle.Emoji)}");

    public static string OfCourse(string id, CourseContent course) => course.Image is { Length: > 0 } set ? set
        : Drawn("courses", id, "", Query("category", course.Category));

    /// <summary>The picture of the module with this number, from 1.</summary>
    public static string OfModule(string id, CourseContent course, int number) => Drawn(
        "courses", id, string.Create(CultureInfo.InvariantCulture, $"/{number}"), Query("category", course.Category));

    public static string OfUser(string id, string? picture) =>
        picture is { Length: > 0 } set ? set : Drawn("avatars", id, "", "");

    /// <summary>Whether an address is of a drawn picture, which clients send back with a form that shows it.</summary>
    public static bool IsDrawn(string address) =>
        address.StartsWith(Origin, StringComparison.Ordinal)
        && address.AsSpan(Origin.Length).StartsWith($"{Folder}/", StringComparison.Ordinal);

    /// <summary>The address to store: none for a drawn picture, which stands for none.</summary>
    public static string? Chosen(string? address) => address is null || IsDrawn(address) ? null : address;

    private static string Drawn(string kind, string id, string part, string query) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Origin}{Folder}/{kind}/{Uri.EscapeDataString(id)}{part}.svg?v={Drawing.Revision}{query}");

    private static string Query(string name, string? value) =>
        value is { Length: > 0 } ? $"&{name}={Uri.EscapeDataString(value)}" : "";

    /// <summary>Nearly all requests name the same host, whose text is kept.</summary>
    private static string OriginOf(HttpRequest request)
    {
        var (known, scheme, host) = (last, request.Scheme, request.Host.Value ?? "");
        if (known.Host == host && known.Scheme == scheme) return known.Text;
        var text = host.Length == 0 ? "" : $"{scheme}://{request.Host.ToUriComponent()}";
        last = new(scheme, host, text);
        return text;
    }

    private sealed record Composed(string Scheme, string Host, string Text);
}
