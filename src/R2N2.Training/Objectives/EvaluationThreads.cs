using System.Collections.Concurrent;
using TorchSharp;

namespace R2N2.Training;

/// <summary>
/// Threads that evaluate parts of a loss side by side. Each of the many small operations of a part runs on its own thread
/// alone, which scales better than sharing each operation out, and gives the same bits on any number of processors.
/// </summary>
internal sealed class EvaluationThreads : IDisposable
{
    private static readonly Lock _settings = new();

    private readonly BlockingCollection<Action> _work = [];
    private readonly List<Thread> _threads = [];

    /// <param name="count">The number of threads; at least 1.</param>
    public EvaluationThreads(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);

        // A number of threads that is set counts for the thread that sets it, and for every thread whose first use of torch comes
        // later, those of the host application too. So the host's number is set again as soon as these threads have theirs.
        using Lock.Scope exclusive = _settings.EnterScope();
        int others = 0;
        OnNewThread(() => others = torch.get_num_threads());
        using (CountdownEvent ready = new(count))
        {
            for (int i = 0; i < count; i++)
            {
                Thread thread = new(() => Work(ready)) { IsBackground = true, Name = $"R2N2 evaluation {i}" };
                thread.Start();
                _threads.Add(thread);
            }

            ready.Wait();
        }

        OnNewThread(() => torch.set_num_threads(others));
    }

    /// <summary>Computes parts side by side.</summary>
    /// <param name="count">The number of parts.</param>
    /// <param name="part">Computes one.</param>
    /// <returns>The parts in order; the exception of the first that failed is thrown.</returns>
    public T[] Run<T>(int count, Func<int, T> part)
    {
        var results = new T[count];
        var failures = new Exception?[count];
        using CountdownEvent done = new(count);
        for (int i = 0; i < count; i++)
        {
            int index = i;
            _work.Add(() =>
            {
                try
                {
                    results[index] = part(index);
                }
                catch (Exception failure)
                {
                    failures[index] = failure;
                }

                done.Signal();
            });
        }

        done.Wait();
        if (Array.Find(failures, failure => failure is not null) is Exception first)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }

        return results;
    }

    public void Dispose()
    {
        _work.CompleteAdding();
        _threads.ForEach(thread => thread.Join());
        _work.Dispose();
    }

    // What a thread sees that has not used torch before.
    private static void OnNewThread(ThreadStart action)
    {
        Thread thread = new(action) { IsBackground = true };
        thread.Start();
        thread.Join();
    }

    private void Work(CountdownEvent ready)
    {
        // A thread's first use takes over the number of the process: after that, its own stays.
        _ = torch.get_num_threads();
        torch.set_num_threads(1);
        ready.Signal();
        foreach (Action action in _work.GetConsumingEnumerable())
        {
            action();
        }
    }
}
