using System.Security.Claims;

namespace XelaConnect.ApiHost.Http;

/// <summary>The owner of a verified session token, as <see cref="HttpContext.User"/> and as the user of a hub connection. Made once for a token.</summary>
internal sealed class SessionPrincipal(string userId, string sessionId, bool isMember)
    : ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, userId), new("sid", sessionId)], SessionAuthenticationHandler.Scheme))
{
    /// <summary>The person.</summary>
    public string UserId { get; } = userId;

    /// <summary>The token was issued to somebody with an account. False says nothing: a guest may have become a member since.</summary>
    public bool IsMember { get; } = isMember;

    /// <summary>The sign-in that the token stands for.</summary>
    public string SessionId { get; } = sessionId;
}
