namespace XelaConnect.Tests;

/// <summary>Waits for what must come true, and no longer. The deadline is only there for what never does.</summary>
internal static class Until
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static Task TrueAsync(Func<bool> condition) => TrueAsync(() => Task.FromResult(condition()));

    public static async Task TrueAsync(Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(Patience);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await condition())
            await beat.WaitForNextTickAsync(deadline.Token);
    }
}
