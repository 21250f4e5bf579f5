using XelaConnect.CrisisDetection.Hotlines;
using XelaConnect.CrisisDetection.Responses;
using XelaConnect.CrisisDetection.Text;

namespace XelaConnect.Grains.Companion;

/// <summary>Builds crisis responses and safety plans with the hotlines of the person's country.</summary>
internal sealed class CrisisResponder(IGrainFactory grains, TimeProvider time)
{
    private static readonly TimeSpan CountryTimeout = TimeSpan.FromMilliseconds(300);
    /// <summary>How long after a crisis response its offer of a safety plan can be accepted.</summary>
    private static readonly TimeSpan OfferLifetime = TimeSpan.FromHours(24);

    /// <summary>As of the last time the user was read.</summary>
    private bool isMinor;

    /// <summary>The last Accept-Language header, a hint at the country, also after the request.</summary>
    public string? AcceptLanguage { get; set; }

    /// <summary>To a minor with the hotlines first.</summary>
    public async Task<string> RespondAsync(string userId, CrisisSignal signal)
    {
        var country = await CountryAsync(userId);
        return CrisisResponses.For(signal, country, isMinor);
    }

    /// <summary>Whether the person is known to be under 18; as of the last time where their grain does not respond.</summary>
    public async Task<bool> IsMinorAsync(string userId)
    {
        await CountryAsync(userId);
        return isMinor;
    }

    /// <summary>The response to a signal, without a grain call.</summary>
    public string RespondAtOnce(CrisisSignal signal) => CrisisResponses.For(signal, CountryOfLanguage(), isMinor);

    /// <summary>The safety plan, where a message accepts the offer of the last reply; else null.</summary>
    public async Task<string?> AcceptedPlanAsync(CompanionState state, string message)
    {
        if (state.Shown.LastOrDefault() is not { Source: ReplySources.Crisis } offer) return null;
        if (time.GetUtcNow() - offer.At > OfferLifetime || !CrisisResponses.AcceptsSafetyPlan(message)) return null;
        return CrisisResponses.SafetyPlan(MessageLanguage.Guess(offer.Content), await CountryAsync(state.UserId));
    }

    private async Task<string?> CountryAsync(string userId)
    {
        try
        {
            var user = await grains.User(userId).GetAsync().AsTask().WaitAsync(CountryTimeout, time);
            isMinor = MinorDuties.ApplyTo(user, time.GetUtcNow());
            return HotlineDirectory.GuessCountry(AcceptLanguage, user?.TimeZone, user?.City);
        }
        catch (Exception)
        {
            // Not logged, because the log would reveal that the person got a crisis response.
            return CountryOfLanguage();
        }
    }

    private string? CountryOfLanguage() => HotlineDirectory.GuessCountry(AcceptLanguage, null, null);
}

/// <summary>A token bucket in memory: a burst at once, then one token in each interval.</summary>
internal sealed class TokenBucket(int capacity, TimeSpan interval)
{
    private double tokens = capacity;
    private DateTimeOffset? at;

    public bool TryTake(DateTimeOffset now)
    {
        if (at is { } before && now > before) tokens = Math.Min(capacity, tokens + ((now - before) / interval));
        at = now;
        if (tokens < 1) return false;
        tokens--;
        return true;
    }
}
