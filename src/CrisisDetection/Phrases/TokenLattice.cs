namespace XelaConnect.CrisisDetection.Phrases;

/// <summary>
/// A message for the matcher: for each position the ids of all words that may be meant there.
/// </summary>
internal sealed class TokenLattice
{
    private readonly List<int[]> positions;
    private readonly ulong[] anywhere;   // a bit for every id that stands at some position
    private readonly int firstPerson;

    /// <param name="positions">The ids at each position.</param>
    /// <param name="firstPerson">The id that stands for words of the first person.</param>
    /// <param name="vocabularySize">How many ids there are.</param>
    public TokenLattice(List<int[]> positions, int firstPerson, int vocabularySize)
    {
        (this.positions, this.firstPerson, anywhere) = (positions, firstPerson, new ulong[(vocabularySize + 63) / 64]);
        foreach (var ids in positions)
            foreach (var id in ids) anywhere[id / 64] |= 1UL << id;
    }

    public int Count => positions.Count;

    /// <summary>Comparisons made so far: the measure of work that tests bound.</summary>
    public int Comparisons { get; private set; }

    public ReadOnlySpan<int> At(int position) => positions[position];

    /// <summary>Whether one of the words may be meant at a position.</summary>
    public bool HasAt(int position, int[] words)
    {
        Comparisons++;
        foreach (var id in positions[position])
            if (words.AsSpan().Contains(id)) return true;
        return false;
    }

    /// <summary>Whether one of the words may be meant anywhere.</summary>
    public bool HasAnywhere(int[] words)
    {
        foreach (var word in words)
            if ((anywhere[word / 64] >> word & 1) != 0) return true;
        return false;
    }

    /// <summary>Whether the word at a position is one by which people speak of themselves.</summary>
    public bool IsFirstPerson(int position)
    {
        Comparisons++;
        return positions[position].AsSpan().Contains(firstPerson);
    }
}
