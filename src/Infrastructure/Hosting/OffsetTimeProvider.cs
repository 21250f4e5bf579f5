namespace XelaConnect.Infrastructure.Hosting;

/// <summary>The system's clock, shifted, so that a developer can see tomorrow (<c>Xela:Clock:Offset</c>).</summary>
internal sealed class OffsetTimeProvider(TimeSpan offset) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + offset;
}
