namespace XelaConnect.Architecture.Tests.Conventions;

public sealed class AllowanceTests
{
    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(1, 2, true)]
    [InlineData(0, 1, true)]
    [InlineData(2, 1, true)]
    [InlineData(1, 0, true)]
    public void Allowance_must_be_exact(int allowed, int found, bool fails)
    {
        var findings = Enumerable.Range(1, found).Select(line => new Finding("src/a.cs", line, "what")).ToList();

        Allowance.Differences(Counts(allowed), Counts(found), findings).Any().ShouldBe(fails);
    }

    private static Dictionary<string, int> Counts(int count) => count == 0 ? [] : new() { ["src/a.cs"] = count };
}
