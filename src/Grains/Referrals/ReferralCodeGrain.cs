namespace XelaConnect.Grains.Referrals;

[GrainType("referral-code"), Reentrant]
internal sealed class ReferralCodeGrain(Journal<ReferralState, ReferralEvent> journal, Plans plans, ReferralLimits limits)
    : EventSourcedGrain<ReferralState, ReferralEvent>(journal), IReferralCodeGrain
{
    public Task<Outcome<Done>> ClaimAsync(ClaimCode command) => Handle(command, ReferralRules.Claim);
    public Task<string?> OwnerAsync() => Task.FromResult(Committed.OwnerId);

    public Task<Outcome<Done>> RecordSignupAsync(RecordReferredSignup command) =>
        Handle(command, ReferralRules.RecordSignup);

    public Task<Outcome<Done>> ConvertAsync(ConvertReferral command) =>
        Handle(command, (referral, c, now) => ReferralRules.Convert(referral, c, plans, limits, now));

    public Task<Outcome<Done>> DecideHeldAsync(DecideHeldReferral command) =>
        Handle(command, (referral, c, now) => ReferralRules.DecideHeld(referral, c, plans, now));

    public Task<bool> IsHeldAsync(string newUserId) => Task.FromResult(Committed.Held.Contains(newUserId));

    public Task<Outcome<Done>> RevokeAsync(RevokeReferral command) => Handle(command, ReferralRules.Revoke);
    public Task<ReferralView> GetAsync() => Task.FromResult(ReferralState.ViewOf(Committed));
}
