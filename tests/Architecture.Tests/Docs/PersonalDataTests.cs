namespace XelaConnect.Architecture.Tests.Docs;

/// <summary>
/// The table of personal data in ADR 0064: every journal is in it, so that a new one is exported and erased, or has a reason.
/// </summary>
public sealed class PersonalDataTests
{
    private const string Table = "docs/adr/0064-rewrite-what-names-a-person-who-leaves.md";

    [Fact]
    public void Every_journal_is_in_the_table_of_personal_data()
    {
        var rows = File.ReadAllLines(Path.Combine(Tree.Root, Table))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).ToList();
        var journals = Tree.Source.SelectMany(file => Rules.JournalName().Matches(file.Text)).Select(match => match.Groups[1].Value)
            .Distinct().ToList();

        journals.Count.ShouldBeGreaterThan(25);
        journals.Where(journal => !rows.Exists(row => row.Contains($"`{journal}`", StringComparison.Ordinal))).ShouldBeEmpty();
    }
}
