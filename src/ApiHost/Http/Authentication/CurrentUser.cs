using System.Reflection;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;

namespace XelaConnect.ApiHost.Http;

/// <summary>The owner of a verified token, as user of requests and hub connections. One instance per token.</summary>
internal sealed class SessionPrincipal(string userId, string sessionId, bool isMember, DateTimeOffset? expiresAt = null)
    : ClaimsPrincipal(
        new ClaimsIdentity([new(ClaimTypes.NameIdentifier, userId), new("sid", sessionId)], SessionAuthenticationHandler.Scheme))
{
    public string UserId { get; } = userId;

    /// <summary>Whether the token was issued to a member. When false, a guest may have become a member since.</summary>
    public bool IsMember { get; } = isMember;
    public string SessionId { get; } = sessionId;
    public DateTimeOffset ExpiresAt { get; } = expiresAt ?? DateTimeOffset.MaxValue;
}

/// <summary>The caller: the owner of a live session. A feature of the request.</summary>
internal sealed record CurrentUser(string UserId, string SessionId, SessionView Session) : IEndpointParameterMetadataProvider
{
    public static CurrentUser Of(HttpContext http) =>
        OrNull(http) ?? throw new InvalidOperationException("The endpoint reads the caller but does not require a session.");

    public static CurrentUser? OrNull(HttpContext http) => http.Features.Get<CurrentUser>();

    public static ValueTask<CurrentUser?> BindAsync(HttpContext http) => ValueTask.FromResult(OrNull(http));

    /// <summary>A parameter that is not nullable makes the endpoint require a session.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        if (new NullabilityInfoContext().Create(parameter).ReadState == NullabilityState.NotNull)
            builder.Metadata.Add(new AuthorizeAttribute());
    }
}
