namespace XelaConnect.Admin;

/// <summary>The people who operate the service, and what each may do. One grain with the key <c>all</c>.</summary>
[Alias("admin.staff")]
public interface IStaffGrain : IGrainWithStringKey
{
    /// <summary>
    /// Whether a person may do what a scope allows; without a scope, whether they are staff at all. Outside Development
    /// staff need a second factor, and an address of the settings must be verified.
    /// </summary>
    [Alias("Check"), AlwaysInterleave] Task<Outcome<StaffView>> CheckAsync(string userId, string? scope);
    /// <summary>Replaces the scopes of a member; none ends the membership. Only an owner may.</summary>
    [Alias("Grant")] Task<Outcome<StaffView>> GrantAsync(GrantScopes command);
    /// <summary>Everybody with a granted scope. Owners by the settings are not listed.</summary>
    [Alias("List"), ReadOnly] Task<ImmutableArray<StaffView>> ListAsync();
}

/// <summary>Replaces the scopes of a member of staff.</summary>
[GenerateSerializer, Immutable, Alias("admin.grant-scopes.v1")]
public sealed record GrantScopes(
    [property: Id(0)] string OperationId, [property: Id(1)] string AdminId, [property: Id(2)] string UserId,
    [property: Id(3)] ImmutableArray<string> Scopes, [property: Id(4)] string Reason) : ICommand;

/// <summary>A member of staff; <paramref name="Since"/> is null for an owner by the settings.</summary>
[GenerateSerializer, Immutable, Alias("admin.staff-view.v1")]
public sealed record StaffView(
    [property: Id(0)] string UserId, [property: Id(1)] ImmutableArray<string> Scopes,
    [property: Id(2)] DateTimeOffset? Since = null);

/// <summary>What staff may do. An owner may do everything.</summary>
public static class StaffScopes
{
    /// <summary>Helps people: reads accounts and payments, adjusts credits, delivers messages again.</summary>
    public const string Support = "support";
    /// <summary>Reads reports, removes accounts, moderates circles of the house.</summary>
    public const string Moderator = "moderator";
    /// <summary>Edits circles of the house.</summary>
    public const string Editor = "editor";
    /// <summary>Grants scopes and reads the audit log.</summary>
    public const string Owner = "owner";
    /// <summary>Every scope.</summary>
    public static readonly ImmutableArray<string> All = [Support, Moderator, Editor, Owner];

    /// <summary>Whether a set of scopes contains one, or the owner's.</summary>
    public static bool Include(ImmutableArray<string> scopes, string scope) =>
        scopes.Contains(scope) || scopes.Contains(Owner);
}

/// <summary>Refusals of <see cref="IStaffGrain"/>.</summary>
public static class StaffFaults
{
    /// <summary>The most people with a granted scope.</summary>
    public const int MaxMembers = 500;
    /// <summary>The person is not staff. Routes for staff answer like an unknown address.</summary>
    public static readonly Fault NotStaff = new(FaultKind.NotFound, "not_staff", "This person is not staff.");
    /// <summary>Staff must have a second factor.</summary>
    public static readonly Fault SecondFactorMissing = new(FaultKind.Forbidden, "second_factor_missing",
        "Staff need a second factor. Set it up at /api/auth/totp first.");
    /// <summary>The role of the caller does not include the scope.</summary>
    public static readonly Fault ScopeMissing = new(
        FaultKind.Forbidden, "scope_missing", "Your role does not include this.");
    /// <summary>An owner by the settings stays one until the settings change.</summary>
    public static readonly Fault OwnerBySettings = new(FaultKind.Conflict, "owner_by_settings",
        "This person is an owner by the settings of the server, and a grant cannot change that.");
    /// <summary>Staff must be a member with an account.</summary>
    public static readonly Fault NotAMember = new(FaultKind.Conflict, "staff_needs_account",
        "The field user_id must name a person with an account; a guest cannot be staff.", "user_id");
    /// <summary>The list of staff is full.</summary>
    public static readonly Fault TooMany = new(
        FaultKind.Conflict, "staff_full", "There are 500 people on the staff already. Revoke a role first.");
}
