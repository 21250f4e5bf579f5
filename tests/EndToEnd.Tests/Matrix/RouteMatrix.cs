namespace XelaConnect.EndToEnd.Tests.Matrix;

/// <summary>
/// What each route answers to each kind of caller. A line is a route and its cells; a cell names callers, a status and the code of a
/// refusal. The first cell that names the caller holds.
/// <c>in</c> stands for all signed-in callers, <c>out</c> for callers without a live session: anonymous, ended session, forged token.
/// Without a cell for <c>out</c>
/// the expectation is <c>401 unauthenticated</c>. Path parameters name things of the owner (<see cref="Contract.ApiFixture"/>). A word
/// after <c>#</c> names another case of the same route; <c>#fresh</c> gives each caller a new fixture, because the call removes the thing
/// it is about.
/// </summary>
internal static class RouteMatrix
{
    public const string Lines = """
        GET / | all 404 not_found
        GET /api | all 200
        POST /api/auth/signup | all 201
        POST /api/auth/login | all 200
        POST /api/auth/google | all 503 google_unavailable
        POST /api/auth/guest | all 201
        POST /api/auth/upgrade | guest 200 | in 409 not_a_guest
        POST /api/auth/password | guest 409 no_password | in 200
        POST /api/auth/forgot | all 200
        POST /api/auth/reset | all 400 invalid_code
        POST /api/auth/verify-email | all 400 invalid_code
        POST /api/auth/verify-email/send | guest 403 members_only | in 200
        POST /api/auth/email | guest 409 no_password | in 200
        POST /api/auth/email/confirm | guest 409 no_password | in 400 invalid_code
        POST /api/auth/logout | in 200
        GET /api/auth/me | in 200
        GET /api/auth/sessions | in 200
        DELETE /api/auth/sessions | in 200
        DELETE /api/auth/sessions/{id} | owner 200 | in 404 session_not_found
        GET /api/auth/devices | in 200
        DELETE /api/auth/devices/{id} | in 404 device_not_found
        POST /api/auth/nonce | all 201
        POST /api/auth/identity | all 503 not_configured
        GET /api/auth/ways | guest 403 members_only | in 200
        POST /api/auth/ways | guest 403 members_only | in 503 not_configured
        DELETE /api/auth/ways/{provider} | guest 403 members_only | in 404 identity_not_linked
        POST /api/auth/passkeys/options | guest 403 members_only | in 201
        POST /api/auth/passkeys | guest 403 members_only | in 401 passkey_rejected
        PUT /api/auth/passkeys/{id} | guest 403 members_only | in 404 passkey_not_found
        DELETE /api/auth/passkeys/{id} | guest 403 members_only | in 404 passkey_not_found
        POST /api/auth/passkeys/sign-in/options | all 201
        POST /api/auth/passkeys/sign-in | all 401 passkey_rejected
        GET /api/auth/totp | guest 403 members_only | in 200
        POST /api/auth/totp | guest 403 members_only | in 200
        POST /api/auth/totp/confirm | guest 403 members_only | staff 403 wrong_second_factor | in 409 second_factor_not_begun
        POST /api/auth/totp/recovery-codes | guest 403 members_only | in 409 second_factor_off
        POST /api/auth/totp/disable | guest 403 members_only | in 409 second_factor_off
        GET /api/users/me | in 200
        GET /api/users/dashboard | in 200
        PUT /api/users/profile | in 200
        PUT /api/users/me/time-zone | in 200
        PUT /api/users/me/language | in 200
        GET /api/users/me/export | in 200
        DELETE /api/users/me #fresh | guest 409 no_password | in 200
        GET /api/receipts/keys | all 200
        GET /api/receipts/{id} | all 404 receipt_not_found
        GET /api/users/referral | in 200

        GET /api/circles | all 200
        POST /api/circles | guest 403 members_only | in 201
        GET /api/circles/{id} | in 200
        PUT /api/circles/{id} | guest 403 members_only | owner 200 | in 403 not_the_creator
        DELETE /api/circles/{id} | owner 200 | in 403 not_the_creator
        POST /api/circles/{id}/join | in 200
        POST /api/circles/{id}/leave | in 200
        GET /api/circles/{id}/members | in 200
        DELETE /api/circles/{id}/members/{user_id} | owner 409 creator_stays | in 403 not_the_creator
        DELETE /api/circles/{id}/members/{user_id} #member | owner 200 | in 403 not_the_creator
        PUT /api/circles/{id}/members/{user_id} | owner 200 | in 403 not_the_creator
        GET /api/circles/{id}/activity | in 200
        POST /api/circles/{id}/activity | guest 403 members_only | owner member blocked 201 | in 403 not_a_member
        DELETE /api/circles/{id}/activity/{activity_id} | owner 200 | in 403 not_the_creator

        GET /api/courses | all 200
        GET /api/courses/{id} | all 200
        GET /api/courses/{id}/enrollment | all 200
        POST /api/courses/{id}/enroll | in 200
        POST /api/courses/{id}/enroll #priced | in 402 purchase_required
        GET /api/courses/{id}/content | all 200
        GET /api/courses/{id}/progress | all 200
        POST /api/courses/{id}/progress | in 403 not_entitled
        POST /api/courses/{id}/lessons/{lesson_id}/complete | in 403 not_entitled
        POST /api/courses/{id}/purchase | guest 403 members_only | in 402 insufficient_credits

        GET /api/connections | in 200
        POST /api/connections/request | guest 403 members_only | owner 400 invalid_request | member asker 409 connection_exists | in 201
        POST /api/connections/{id}/accept | owner 200 | in 404 connection_not_found
        POST /api/connections/{id}/decline | owner 200 | in 404 connection_not_found
        DELETE /api/connections/{id} #fresh | owner member 200 | in 404 connection_not_found
        GET /api/messaging/conversations | in 200
        GET /api/messaging/conversations/{user_id} | owner 400 invalid_request | member 200 | in 403 not_connected
        POST /api/messaging/conversations/{user_id}/messages | owner 400 invalid_request | member 200 | in 403 not_connected
        POST /api/messaging/conversations/{conversation_id}/read | owner member 200 | in 404 conversation_not_found
        POST /api/messaging/typing | owner 400 invalid_request | member 200 | in 403 not_connected
        GET /api/messaging/typing/{user_id} | owner 400 invalid_request | in 200
        GET /api/conversations/{id}/messages | owner member 200 | in 404 conversation_not_found
        POST /api/presence/online | in 200
        POST /api/presence/offline | in 200
        GET /api/presence/status/{user_id} | in 200
        GET /api/presence/online-users | in 200
        POST /api/safety/block/{user_id} | owner 400 invalid_request | in 200
        POST /api/safety/unblock/{user_id} | owner 400 invalid_request | in 200
        GET /api/safety/blocked | in 200
        POST /api/safety/report | owner 400 invalid_request | in 200
        GET /api/safety/is-blocked/{user_id} | owner 400 invalid_request | in 200
        POST /api/video/rooms/create | guest 403 members_only | in 503 not_configured
        POST /api/video/rooms/token | guest 403 members_only | in 503 not_configured
        GET /api/video/rooms | in 503 not_configured
        GET /api/video/rooms/{name} | in 503 not_configured
        DELETE /api/video/rooms/{name} | in 503 not_configured
        GET /api/activity | in 200
        POST /api/activity/{id}/mark-read | owner 200 | in 404 activity_not_found
        GET /api/sync | in 200
        GET /api/discover | in 200

        GET /api/reflections | in 200
        POST /api/reflections | in 201
        GET /api/reflections/public | all 200
        GET /api/reflections/{id} | in 200
        GET /api/reflections/{id} #diary | owner 200 | in 404 reflection_not_found
        PUT /api/reflections/{id} | guest 403 members_only | owner 200 | in 404 reflection_not_found
        DELETE /api/reflections/{id} | owner 200 | in 404 reflection_not_found

        GET /api/xelatalks | in 200
        DELETE /api/xelatalks | in 200
        POST /api/xelatalks/message | in 200
        POST /api/xelatalks/sessions | guest 403 members_only | in 402 insufficient_credits
        GET /api/xelatalks/messages/{message_id}/stream | owner 200 | in 404 answer_not_found
        GET /api/xelatalks/export | in 200
        GET /api/xelatalks/memory | in 200
        PUT /api/xelatalks/memory | in 200
        DELETE /api/xelatalks/memory | in 200

        GET /api/wallet | in 200
        GET /api/wallet/entries | in 200
        POST /api/wallet/topup | guest 403 members_only | in 503 not_configured
        POST /api/boosts | guest 403 members_only | in 402 insufficient_credits
        GET /api/plans | all 200
        GET /api/subscription | in 200
        POST /api/webhooks/stripe | all 400 invalid_signature
        POST /api/webhooks/revenuecat | all 401 unauthenticated
        POST /api/webhooks/mail | all 503 not_configured

        POST /api/admin/credits | staff 200 | all 404 not_found
        POST /api/admin/users/{user_id}/remove | staff 200 | all 404 not_found
        GET /api/admin/users/{user_id} | staff 200 | all 404 not_found
        GET /api/admin/reports | staff 200 | all 404 not_found
        GET /api/admin/staff | staff 200 | all 404 not_found
        PUT /api/admin/staff/{user_id} | staff 200 | all 404 not_found
        GET /api/admin/audit | staff 200 | all 404 not_found
        GET /api/admin/audit/export | staff 200 | all 404 not_found
        GET /api/admin/payments/kept | staff 200 | all 404 not_found
        GET /api/admin/referrals/held | staff 200 | all 404 not_found
        POST /api/admin/referrals/held | staff 404 referral_not_held | all 404 not_found
        GET /api/admin/dead-letters | staff 200 | all 404 not_found
        POST /api/admin/dead-letters/{id}/retry | staff 404 dead_letter_not_found | all 404 not_found
        POST /api/admin/dead-letters/retry | staff 200 | all 404 not_found
        * /api/admin/{**path} | all 404 not_found

        GET /assets/circles/{id}.svg | all 200
        GET /assets/courses/{id}.svg | all 200
        GET /assets/courses/{id}/{number}.svg | all 200
        GET /assets/avatars/{id}.svg | all 200
        GET /verify-email | all 200
        GET /reset-password | all 200
        GET /change-email | all 200

        * /hubs/live | in 400
        * /hubs/live/negotiate | in 200

        GET /health/live | all 200
        GET /health/ready | all 200
        GET /metrics | all 200
        * /docs/{**path} | all 200
        GET /openapi/v1.json | all 200
        """;

    /// <summary>
    /// The outcome of each hub method: <c>ok</c>, or the code of its refusal. Callers without a live session cannot connect.
    /// </summary>
    public const string HubLines = """
        WatchCircle | owner member blocked ok | in not_a_member
        UnwatchCircle | in ok
        PostToCircle | guest members_only | owner member blocked ok | in not_a_member
        SendMessage | owner invalid_request | member ok | in not_connected
        MarkRead | owner member ok | in conversation_not_found
        Typing | owner invalid_request | member ok | in not_connected
        Resume | in ok
        AskXela | in ok
        FollowXela | owner ok | in answer_not_found
        """;
}

/// <summary>One line of a matrix.</summary>
internal sealed record MatrixLine(string Subject, string? Case, IReadOnlyList<(HashSet<string> Who, string Outcome)> Cells)
{
    private static readonly string[] SignedOut = ["anonymous", "forged", "ended"];

    public static readonly string[] SignedIn = ["guest", "stranger", "blocked", "asker", "staff", "member", "owner"];

    /// <summary>All callers in calling order. The owner comes last, because the owner's calls may remove what the others ask for.</summary>
    public static readonly string[] Everybody = [.. SignedOut, .. SignedIn];

    public string OutcomeFor(string caller) => Cells.First(cell => cell.Who.Contains(caller)).Outcome;

    public static IReadOnlyList<MatrixLine> Of(string lines, string otherwise) =>
        [.. lines.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => Read(line, otherwise))];

    private static MatrixLine Read(string line, string otherwise)
    {
        var cells = line.Split('|', StringSplitOptions.TrimEntries);
        var subject = cells[0].Split('#', StringSplitOptions.TrimEntries);
        var read = cells[1..].Select(cell =>
        {
            var words = cell.Split(' ');
            var who = words.TakeWhile(word => word is "all" or "in" or "out" || Everybody.Contains(word)).ToList();
            return (who.SelectMany(Named).ToHashSet(), string.Join(' ', words[who.Count..]));
        });
        return new MatrixLine(subject[0], subject.Length > 1 ? subject[1] : null, [.. read, (Everybody.ToHashSet(), otherwise)]);
    }

    private static IEnumerable<string> Named(string who) =>
        who switch { "all" => Everybody, "in" => SignedIn, "out" => SignedOut, _ => [who] };
}
