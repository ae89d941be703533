namespace R2N2;

/// <summary>Counts who uses something that several threads share, so that the last one frees it: never under another's hands.</summary>
/// <param name="free">Frees it; called once.</param>
internal sealed class UseCount(Action free)
{
    // The owner is one of them until it closes.
    private int _uses = 1;
    private int _closed;

    /// <summary>Begins a use, which <see cref="Leave"/> must end.</summary>
    /// <returns>False after <see cref="Close"/>.</returns>
    public bool TryEnter()
    {
        int uses = Volatile.Read(ref _uses);
        while (uses > 0 && Volatile.Read(ref _closed) == 0)
        {
            int found = Interlocked.CompareExchange(ref _uses, uses + 1, uses);
            if (found == uses)
            {
                return true;
            }

            uses = found;
        }

        return false;
    }

    /// <summary>Ends a use.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _uses) == 0)
        {
            free();
        }
    }

    /// <summary>Admits no further use; frees at once or with the last one.</summary>
    public void Close()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            Leave();
        }
    }
}
