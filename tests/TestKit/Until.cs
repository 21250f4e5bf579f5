namespace XelaConnect.TestKit;

/// <summary>Polls until a condition is true. The deadline is for a condition that never becomes true.</summary>
public static class Until
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static Task TrueAsync(Func<bool> condition, Func<string>? otherwise = null, TimeSpan? patience = null) =>
        TrueAsync(() => Task.FromResult(condition()), otherwise, patience);

    public static async Task TrueAsync(Func<Task<bool>> condition, Func<string>? otherwise = null, TimeSpan? patience = null)
    {
        using var deadline = new CancellationTokenSource(patience ?? Patience);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(15));
        Exception? last = null;
        try
        {
            do
            {
                try
                {
                    if (await condition()) return;
                    last = null;
                }
                catch (Exception e) when (e is HttpRequestException or ShouldAssertException)
                {
                    last = e;
                }
            }
            while (await beat.WaitForNextTickAsync(deadline.Token));
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"It never came true. {otherwise?.Invoke()}", last);
        }
    }

    /// <summary>Lets times in milliseconds differ: what is written afterwards is later than what was written before.</summary>
    public static async Task NextMillisecondAsync()
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        while (DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() <= now) await Task.Yield();
    }
}
