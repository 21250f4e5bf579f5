namespace XelaConnect.CrisisDetection.Phrases;

/// <summary>A message for the matcher: for each position the ids of all words that may be meant there.</summary>
internal sealed class TokenLattice
{
    private readonly List<int[]> positions;
    private readonly ulong[] anywhere;   // a bit for every id that stands at some position
    private readonly int firstPerson;

    public TokenLattice(List<int[]> positions, int firstPerson, int vocabularySize)
    {
        (this.positions, this.firstPerson, anywhere) = (positions, firstPerson, new ulong[(vocabularySize + 63) / 64]);
        foreach (var ids in positions)
            foreach (var id in ids) anywhere[id / 64] |= 1UL << id;
    }

    public int Count => positions.Count;
    /// <summary>The measure of work that tests bound.</summary>
    public int Comparisons { get; private set; }

    public ReadOnlySpan<int> At(int position) => positions[position];

    public bool HasAt(int position, int[] words)
    {
        Comparisons++;
        foreach (var id in positions[position])
            if (words.AsSpan().Contains(id)) return true;
        return false;
    }

    public bool HasAnywhere(int[] words)
    {
        foreach (var word in words)
            if ((anywhere[word / 64] >> word & 1) != 0) return true;
        return false;
    }

    public bool IsFirstPerson(int position)
    {
        Comparisons++;
        return positions[position].AsSpan().Contains(firstPerson);
    }
}
