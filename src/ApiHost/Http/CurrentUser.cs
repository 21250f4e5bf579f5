using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using XelaConnect.Accounts;

namespace XelaConnect.ApiHost.Http;

/// <summary>Who is asking: the owner of a live session (contract §0, "sessions"). Put on the request by <see cref="Gate"/>.</summary>
/// <param name="UserId">The person.</param>
/// <param name="SessionId">The sign-in the token stands for.</param>
/// <param name="Session">The session as its grain sees it now.</param>
internal sealed record CurrentUser(string UserId, string SessionId, SessionView Session) : IEndpointParameterMetadataProvider
{
    /// <summary>The caller, in endpoints behind <see cref="SessionEndpoints.RequireSession{TBuilder}"/>.</summary>
    public static CurrentUser Of(HttpContext http) =>
        Maybe(http) ?? throw new InvalidOperationException("This endpoint reads the caller but does not require a session.");

    /// <summary>The caller, or null when the request carries no live session.</summary>
    public static CurrentUser? Maybe(HttpContext http) => http.Features.Get<CurrentUser>();

    /// <summary>Lets an endpoint take the caller as a parameter.</summary>
    public static ValueTask<CurrentUser?> BindAsync(HttpContext http) => ValueTask.FromResult(Maybe(http));

    /// <summary>Taking a caller that cannot be null is asking for one: the endpoint then requires a session.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        if (new NullabilityInfoContext().Create(parameter).ReadState == NullabilityState.NotNull) builder.Metadata.Add(SessionRequired.Instance);
    }
}

/// <summary>Marks an endpoint that answers only to a live session.</summary>
internal sealed class SessionRequired
{
    /// <summary>The mark.</summary>
    public static readonly SessionRequired Instance = new();
}

/// <summary>
/// Marks an endpoint that shows the caller to the caller: the person's grain answers for the session and the view in one call. The view is then a feature
/// of the request; where it is not, the session was checked as everywhere else.
/// </summary>
internal sealed class CallerRead
{
    /// <summary>The mark.</summary>
    public static readonly CallerRead Instance = new();
}

/// <summary>Marks a sign-in endpoint, which has the stricter limit.</summary>
internal sealed class SignInLimited
{
    /// <summary>The mark.</summary>
    public static readonly SignInLimited Instance = new();
}

/// <summary>What an endpoint asks of its callers.</summary>
internal static class SessionEndpoints
{
    /// <summary>Only with a live session; 401 <c>unauthenticated</c> otherwise.</summary>
    public static TBuilder RequireSession<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(SessionRequired.Instance);

    /// <summary>The caller's own view comes with the session check (<see cref="CallerRead"/>).</summary>
    public static TBuilder ReadsCaller<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(CallerRead.Instance);

    /// <summary>The stricter limit per address, for what guesses passwords or opens accounts.</summary>
    public static TBuilder SignInLimits<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(SignInLimited.Instance);
}
