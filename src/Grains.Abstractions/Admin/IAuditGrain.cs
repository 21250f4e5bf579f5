using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace XelaConnect.Admin;

/// <summary>The audit log of a UTC month, keyed by <c>2026-11</c>. Entries are never deleted or changed.</summary>
[Alias("admin.audit")]
public interface IAuditGrain : IGrainWithStringKey
{
    /// <summary>Adds an action. Sent with the events of the action.</summary>
    [Alias("Note")] Task<Outcome<Done>> RecordAsync(RecordAction command);
    /// <summary>A page of entries, newest first.</summary>
    [Alias("Page"), ReadOnly] Task<Outcome<Page<AuditEntry>>> PageAsync(string? cursor, int limit);
    /// <summary>Entries after a seq, oldest first.</summary>
    [Alias("After"), ReadOnly] Task<ImmutableArray<AuditEntry>> AfterAsync(long afterSeq, int limit);
}

/// <summary>An action of staff on a target, or their reading of personal data.</summary>
[GenerateSerializer, Immutable, Alias("admin.note-action.v1")]
public sealed record RecordAction(
    [property: Id(0)] string OperationId, [property: Id(1)] string AdminId, [property: Id(2)] string Action,
    [property: Id(3)] string Target, [property: Id(4)] string Reason) : ICommand;

/// <summary>
/// An entry of the audit log. The hash is null in entries of versions before the chain. An entry that named a person
/// who left names nobody now, and has the hash of what it said.
/// </summary>
[GenerateSerializer, Immutable, Alias("admin.audit-entry.v1")]
public sealed record AuditEntry(
    [property: Id(0)] long Seq, [property: Id(1)] DateTimeOffset At, [property: Id(2)] string AdminId,
    [property: Id(3)] string Action, [property: Id(4)] string Target, [property: Id(5)] string Reason,
    [property: Id(6)] string? Hash, [property: Id(7)] string? PersonalHash = null);

/// <summary>
/// The hash chain of a month: the hash of an entry covers the entry and the hash before it, so a changed, removed or
/// inserted entry contradicts every later hash. An entry without a stored hash is covered by the next one that has one.
/// </summary>
public static class AuditChain
{
    /// <summary>The hash before the first entry of a month.</summary>
    public static string Start(string month) => HashOf("admin.audit", month);

    /// <summary>
    /// SHA-256 over the fields of an entry, each as its length in bytes, a colon and the text. What can name a person is
    /// in it by a hash of its own, so that it can be erased.
    /// </summary>
    public static string Next(string before, AuditEntry entry) => HashOf(
        before, entry.Seq.ToString(CultureInfo.InvariantCulture),
        entry.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        entry.Action, entry.PersonalHash ?? PersonalHash(entry.AdminId, entry.Target, entry.Reason));

    /// <summary>The hash over what can name a person.</summary>
    public static string PersonalHash(string adminId, string target, string reason) => HashOf(adminId, target, reason);

    private static string HashOf(params ReadOnlySpan<string> fields)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var field in fields)
        {
            var bytes = Encoding.UTF8.GetBytes(field);
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{bytes.Length}:")));
            hash.AppendData(bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
