using System.Globalization;
using XelaConnect.Accounts;

namespace XelaConnect.ApiHost.Plans;

/// <summary>What each tier may do (contract §1 "Tiers"): settings under <c>Xela:Plans</c>, not constants in rules.</summary>
/// <param name="FreeCircles">How many circles someone on the free tier may be in (<c>Xela:Plans:Free:Circles</c>).</param>
internal sealed record PlanSettings(int FreeCircles)
{
    private const string FreeCirclesKey = "Xela:Plans:Free:Circles";

    /// <summary>Reads and checks; <see cref="SettingException"/> names what is wrong.</summary>
    public static PlanSettings Read(IConfiguration configuration)
    {
        var text = configuration[FreeCirclesKey];
        if (string.IsNullOrWhiteSpace(text)) return new(3);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var circles) && circles > 0
            ? new(circles)
            : throw new SettingException($"{FreeCirclesKey} must be a whole number of at least 1, not \"{text}\".");
    }

    /// <summary>How many circles a tier holds; null is no limit.</summary>
    public int? CirclesOf(string tier) => tier == Tiers.Free ? FreeCircles : null;
}

/// <summary>Registers the plans.</summary>
internal static class PlanHosting
{
    /// <summary>Reads the plans once, at start, so that a wrong setting stops it.</summary>
    public static WebApplicationBuilder AddPlans(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(PlanSettings.Read(builder.Configuration));
        return builder;
    }
}
