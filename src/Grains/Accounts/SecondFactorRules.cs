using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace XelaConnect.Grains.Accounts;

internal static class SecondFactorRules
{
    private const int RecoveryCodeCount = 10;
    private const int RecoveryCodeLength = 10;
    /// <summary>Without letters and digits that look alike; 32, so that a byte chooses one evenly.</summary>
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    public static Decision<SecondFactorEvent> Begin(SecondFactorState factor, string secret) =>
        factor.Secret is not null ? SecondFactorFaults.AlreadyOn : new SecondFactorBegun(secret);

    /// <summary>Every other session began without it, so it ends.</summary>
    public static Decision<SecondFactorEvent> Confirm(
        SecondFactorState factor, ConfirmSecondFactor command, DateTimeOffset now)
    {
        if (factor.Secret is not null) return SecondFactorFaults.AlreadyOn;
        if (factor.NewSecret is not { } secret) return SecondFactorFaults.NotBegun;
        // The last step was one of another secret.
        if (Totp.StepOf(secret, Normalise(command.Code), lastStep: 0, now) is not { } step)
            return SecondFactorFaults.Wrong;
        var codes = new RecoveryCodesReplaced(Digests(factor.UserId, CodesOf(secret, command.OperationId)));
        var end = new EndSessions($"{command.OperationId}/sessions", command.KeepSessionId, Sessions.SecondFactor);
        return Decision<SecondFactorEvent>
            .Record(new SecondFactorTurnedOn(), codes, new SecondFactorAccepted(step))
            .AndSend(
                UserMessages.EndSessions.To(factor.UserId, end),
                MailMessages.Notice(factor.UserId, command.OperationId, MailKinds.SecondFactorOn));
    }

    public static Decision<SecondFactorEvent> Check(
        SecondFactorState factor, UseSecondFactor command, DateTimeOffset now)
    {
        if (factor.Secret is not { } secret) return Decision.Nothing;
        if (command.Code is null) return SecondFactorFaults.Required;
        if (Throttled(factor, now) is { } throttled) return throttled;
        var code = Normalise(command.Code);
        if (Totp.StepOf(secret, code, factor.LastStep, now) is { } step) return new SecondFactorAccepted(step);
        var digest = DigestOf(factor.UserId, code);
        return factor.RecoveryDigests.Contains(digest)
            ? Decision<SecondFactorEvent>.Record(
                new RecoveryCodeUsed(digest), new SecondFactorAccepted(factor.LastStep))
                .AndSend(MailMessages.Notice(factor.UserId, command.OperationId, MailKinds.RecoveryCodeUsed))
            : new SecondFactorRefused();
    }

    public static Decision<SecondFactorEvent> Renew(
        SecondFactorState factor, UseSecondFactor command, DateTimeOffset now) =>
        // The codes are made of the secret: without it anybody could make them.
        factor.Secret == Totp.Unreadable ? SecondFactorFaults.Unreadable
        : WhenAccepted(factor, command, now, new RecoveryCodesReplaced(
            Digests(factor.UserId, CodesOf(factor.Secret ?? "", command.OperationId))));

    public static Decision<SecondFactorEvent> TurnOff(
        SecondFactorState factor, UseSecondFactor command, DateTimeOffset now) =>
        WhenAccepted(factor, command, now, Decision<SecondFactorEvent>.Record(new SecondFactorTurnedOff())
            .AndSend(MailMessages.Notice(factor.UserId, command.OperationId, MailKinds.SecondFactorOff)));

    public static Decision<SecondFactorEvent> Reset(SecondFactorState factor) =>
        factor is { Secret: null, NewSecret: null } ? Decision.Nothing : new SecondFactorTurnedOff();

    /// <summary>
    /// The codes of an operation, made of the secret: a repeated operation shows the same codes, and only digests of
    /// them are stored.
    /// </summary>
    public static ImmutableArray<string> CodesOf(string secret, string operationId) =>
        [.. Enumerable.Range(0, RecoveryCodeCount).Select(number => CodeOf(Totp.Decode(secret), operationId, number))];

    private static Decision<SecondFactorEvent> WhenAccepted(
        SecondFactorState factor, UseSecondFactor command, DateTimeOffset now, Decision<SecondFactorEvent> then)
    {
        if (factor.Secret is null) return SecondFactorFaults.Off;
        var check = Check(factor, command, now);
        return check.Refusal is { } refusal ? refusal
            : check.Events is [SecondFactorRefused] ? check
            : check.And(then);
    }

    private static Fault? Throttled(SecondFactorState factor, DateTimeOffset now)
    {
        var recent = factor.Failures.Where(at => now - at < AccountRules.FailureWindow).ToArray();
        return AccountRules.Throttled(AccountRules.Wait(recent, AccountRules.FreeAttempts, now));
    }

    private static string CodeOf(byte[] secret, string operationId, int number)
    {
        var digest = HMACSHA256.HashData(
            secret, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{operationId}#{number}")));
        var code = string.Concat(digest.Take(RecoveryCodeLength).Select(value => Letters[value % Letters.Length]));
        return $"{code[..5]}-{code[5..]}";
    }

    private static ImmutableArray<string> Digests(string userId, ImmutableArray<string> codes) =>
        [.. codes.Select(code => DigestOf(userId, Normalise(code)))];

    private static string DigestOf(string userId, string code) => Ids.Digest($"{userId}\n{code}");

    private static string Normalise(string code) =>
        string.Concat(code.Where(static letter => letter is not (' ' or '-'))).ToUpperInvariant();
}
