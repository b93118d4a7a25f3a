namespace Wolfi.Apk.Solving;

/// <summary>Bounds a search: an index made to blow it up ends in a clear error instead of a hang.</summary>
internal sealed class WorkBudget
{
    private const int CheckEvery = 4096;

    private readonly long _limit;
    private readonly CancellationToken _cancellationToken;
    private int _untilCheck = CheckEvery;

    public WorkBudget(long limit, CancellationToken cancellationToken)
    {
        _limit = limit;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Steps taken so far.</summary>
    public long Spent { get; private set; }

    /// <summary>Takes steps.</summary>
    public void Spend(int count)
    {
        Spent += count;
        _untilCheck -= count;
        if (Spent > _limit)
        {
            throw new ApkException(ApkFault.LimitExceeded, $"Resolving the packages took more than {_limit} steps: the index offers too many ways through its dependencies.");
        }

        if (_untilCheck < 0)
        {
            _untilCheck = CheckEvery;
            _cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
