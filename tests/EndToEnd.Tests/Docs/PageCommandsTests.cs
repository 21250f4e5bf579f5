
namespace XelaConnect.EndToEnd.Tests.Docs;

public sealed class PageCommandsTests
{
    private const int MostNotRun = 3;

    [Fact]
    public void Every_page_with_commands_is_run()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs/walkthroughs"), "*.md")
            .Select(file => Path.GetRelativePath(Repository.Root, file)).Append(WalkthroughTests.Readme).ToList();

        pages.Where(page => PageCommands.Of(Repository.Read(page)).Run.Count > 0).Order(StringComparer.Ordinal)
            .ShouldBe(new[] { WalkthroughTests.Readme, WalkthroughTests.Post, WalkthroughTests.Xela }.Order(StringComparer.Ordinal));
        pages.Sum(page => PageCommands.Of(Repository.Read(page)).NotRun.Count).ShouldBeLessThanOrEqualTo(MostNotRun);
    }

    [Fact]
    public void Block_that_is_not_run_has_a_reason()
    {
        var (run, notRun) = PageCommands.Of(
            "```bash\none\n```\n\n<!-- not run: needs a container engine -->\n```bash\ntwo\n```\n\n```text\nthree\n```\n\n```sh\nfour\n"
            + "```\n");

        run.ShouldBe(["one\n", "four\n"]);
        notRun.ShouldBe(["needs a container engine"]);
    }
}
