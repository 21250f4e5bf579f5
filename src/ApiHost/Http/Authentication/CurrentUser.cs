using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using XelaConnect.Accounts;

namespace XelaConnect.ApiHost.Http;

/// <summary>Who is asking: the owner of a live session (contract §0, "sessions"). Put on the request by <see cref="SessionAuthenticationHandler"/>.</summary>
/// <param name="UserId">The person.</param>
/// <param name="SessionId">The sign-in the token stands for.</param>
/// <param name="Session">The session as its grain sees it now.</param>
internal sealed record CurrentUser(string UserId, string SessionId, SessionView Session) : IEndpointParameterMetadataProvider
{
    /// <summary>The caller, in endpoints that require authorization.</summary>
    public static CurrentUser Of(HttpContext http) =>
        OrNull(http) ?? throw new InvalidOperationException("This endpoint reads the caller but does not require a session.");

    /// <summary>The caller, or null when the request carries no live session.</summary>
    public static CurrentUser? OrNull(HttpContext http) => http.Features.Get<CurrentUser>();

    /// <summary>Lets an endpoint take the caller as a parameter.</summary>
    public static ValueTask<CurrentUser?> BindAsync(HttpContext http) => ValueTask.FromResult(OrNull(http));

    /// <summary>Taking a caller that cannot be null is asking for one: the endpoint then requires a session.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        if (new NullabilityInfoContext().Create(parameter).ReadState == NullabilityState.NotNull) builder.Metadata.Add(new AuthorizeAttribute());
    }
}
