using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Shouldly;
using XelaConnect.ApiHost.Http;
using XelaConnect.ApiHost.Tests.Grains;
using Xunit;

namespace XelaConnect.ApiHost.Tests;

public sealed class RoutesTests : IDisposable
{
    // Contract §1 endpoints 1-20, 23 and 24, §2 and §3 "Accounts", "Circles", "Connections", "Conversations", "Wallet", "Payments" and "Admin"; a star
    // marks those that answer without a session.
    // Admin routes are for staff: their answer to others is that they are not there.
    private const string Contract = """
        POST /api/auth/signup *
        POST /api/auth/login *
        POST /api/auth/google *
        POST /api/auth/guest *
        POST /api/auth/upgrade
        POST /api/auth/password
        POST /api/auth/logout
        GET /api/auth/me
        GET /api/auth/sessions
        DELETE /api/auth/sessions
        DELETE /api/auth/sessions/{id}
        GET /api/users/me
        GET /api/users/dashboard
        PUT /api/users/profile
        PUT /api/users/me/time-zone
        GET /api/users/referral
        GET /api/circles *
        POST /api/circles
        GET /api/circles/{id}
        PUT /api/circles/{id}
        DELETE /api/circles/{id}
        POST /api/circles/{id}/join
        POST /api/circles/{id}/leave
        GET /api/circles/{id}/members
        DELETE /api/circles/{id}/members/{user_id}
        GET /api/circles/{id}/activity
        POST /api/circles/{id}/activity
        DELETE /api/circles/{id}/activity/{activity_id}
        GET /api/courses *
        GET /api/courses/{id}
        GET /api/courses/{id}/enrollment
        POST /api/courses/{id}/enroll
        GET /api/courses/{id}/content
        GET /api/courses/{id}/progress
        POST /api/courses/{id}/progress
        POST /api/courses/{id}/lessons/{lesson_id}/complete
        POST /api/courses/{id}/purchase
        GET /api/connections
        POST /api/connections/request
        POST /api/connections/{id}/accept
        POST /api/connections/{id}/decline
        DELETE /api/connections/{id}
        GET /api/messaging/conversations
        GET /api/messaging/conversations/{user_id}
        POST /api/messaging/conversations/{user_id}/messages
        POST /api/messaging/conversations/{conversation_id}/read
        POST /api/messaging/typing
        GET /api/messaging/typing/{user_id}
        GET /api/conversations/{id}/messages
        POST /api/presence/online
        POST /api/presence/offline
        GET /api/presence/status/{user_id}
        GET /api/presence/online-users
        POST /api/safety/block/{user_id}
        POST /api/safety/unblock/{user_id}
        GET /api/safety/blocked
        POST /api/safety/report
        GET /api/safety/is-blocked/{user_id}
        GET /api/activity
        POST /api/activity/{id}/mark-read
        GET /api/sync
        POST /api/reflections
        GET /api/reflections
        GET /api/reflections/public
        GET /api/reflections/{id}
        PUT /api/reflections/{id}
        DELETE /api/reflections/{id}
        GET /api/discover
        GET /api/wallet
        GET /api/wallet/entries
        POST /api/wallet/topup
        POST /api/boosts
        POST /api/xelatalks/sessions
        GET /api/xelatalks
        DELETE /api/xelatalks
        POST /api/xelatalks/message
        GET /api/xelatalks/messages/{message_id}/stream
        GET /api/xelatalks/export
        GET /api/xelatalks/memory
        PUT /api/xelatalks/memory
        DELETE /api/xelatalks/memory
        POST /api/webhooks/stripe *
        POST /api/admin/credits staff
        POST /api/admin/users/{user_id}/remove staff
        GET /api/plans *
        GET /api/subscription
        POST /api/webhooks/revenuecat *
        """;

    private readonly Endpoints _endpoints = new(new FakeGrains());

    public void Dispose() => _endpoints.Dispose();

    [Fact]
    public void The_routes_are_those_of_the_contract_and_ask_for_a_session_where_it_does()
    {
        var mapped = Described.Select(endpoint =>
        {
            var method = endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.ShouldHaveSingleItem();
            var open = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null ? " *" : IsStaffOnly(endpoint) ? " staff" : "";
            return $"{method} {endpoint.RoutePattern.RawText!.TrimEnd('/')}{open}";
        });
        mapped.Order(StringComparer.Ordinal).ShouldBe(Contract.Split('\n', StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_route_says_in_the_document_what_it_is_and_answers()
    {
        foreach (var endpoint in Described)
        {
            var route = endpoint.RoutePattern.RawText;
            endpoint.Metadata.GetMetadata<IEndpointNameMetadata>().ShouldNotBeNull(route);
            endpoint.Metadata.GetMetadata<IEndpointSummaryMetadata>().ShouldNotBeNull(route);
            endpoint.Metadata.GetMetadata<ITagsMetadata>()!.Tags.ShouldHaveSingleItem(route);
            var answers = endpoint.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>();
            answers.ShouldContain(answer => answer.StatusCode < 300 && answer.Type != null, route);
            if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null && !IsStaffOnly(endpoint)) answers.ShouldContain(answer => answer.StatusCode == 401, route);
        }
    }

    [Fact]
    public void Whatever_guesses_passwords_or_opens_accounts_has_the_stricter_limit()
    {
        _endpoints.All.Where(endpoint => endpoint.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName == RateLimits.SignIn)
            .Select(endpoint => endpoint.RoutePattern.RawText!.Split('/')[^1]).Order(StringComparer.Ordinal)
            .ShouldBe(["google", "guest", "login", "password", "signup", "upgrade"]);
    }

    // All but the one that takes what is no route below /api/admin.
    private IEnumerable<RouteEndpoint> Described => _endpoints.All.Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is not null);

    private static bool IsStaffOnly(RouteEndpoint endpoint) => endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(data => data.Policy == Authorization.Staff);
}
