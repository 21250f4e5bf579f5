namespace XelaConnect.ApiHost.Pictures;

/// <summary>
/// The pictures that <see cref="PictureLinks"/> names. They follow from their address alone: no grain is asked, so an
/// unknown id has a picture as well, and nothing tells whether it exists.
/// </summary>
internal static class PicturesEndpoints
{
    private const int MaxIdLength = 100;
    private const int MaxModules = 999;
    private const string ContentType = "image/svg+xml";
    private const string Immutable = "public, max-age=31536000, immutable";
    private const string Changeable = "public, max-age=3600";
    private static readonly string Revision = Drawing.Revision.ToString(CultureInfo.InvariantCulture);

    public static void MapPictures(this IEndpointRouteBuilder routes)
    {
        // Without limits: a page shows a hundred pictures at once, and one is drawn faster than a caller is checked.
        var pictures = routes.MapGroup(PictureLinks.Folder).Operational().ExcludeFromDescription();
        pictures.MapGet("/circles/{id}.svg", Circle);
        pictures.MapGet("/courses/{id}.svg", Course);
        pictures.MapGet("/courses/{id}/{number}.svg", Module);
        pictures.MapGet("/avatars/{id}.svg", Avatar);
    }

    private static IResult Circle(string id, string? color, string? emoji, string? v) =>
        Picture(id, v, () => Drawing.Circle(id, color is null ? null : $"#{color.TrimStart('#')}", emoji));

    private static IResult Course(string id, string? category, string? v) =>
        Picture(id, v, () => Drawing.Course(id, category));

    private static IResult Module(string id, string number, string? category, string? v) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var module)
        && module is >= 1 and <= MaxModules
            ? Picture(id, v, () => Drawing.Module(id, category, module)) : Refuse(HttpFaults.UnknownRoute);

    private static IResult Avatar(string id, string? v) => Picture(id, v, () => Drawing.Avatar(id));

    /// <summary>An address with this revision keeps its picture; a host of another version may draw it otherwise.</summary>
    private static IResult Picture(string id, string? revision, Func<string> draw) =>
        id.Length > MaxIdLength ? Refuse(HttpFaults.UnknownRoute)
        : CachedResponse.Of(
            Encoding.UTF8.GetBytes(draw()), ContentType, revision == Revision ? Immutable : Changeable);
}
