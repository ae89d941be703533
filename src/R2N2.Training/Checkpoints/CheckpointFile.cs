using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace R2N2.Training;

/// <summary>Keeps the newest checkpoint of a run, and writes it every so often, all or nothing.</summary>
internal sealed class CheckpointFile
{
    // The shortest decimals that read back as the same number; losses may be infinite.
    private static readonly JsonSerializerOptions Format = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly string _path;
    private readonly TimeSpan _interval;
    private readonly Stopwatch _sinceWritten = Stopwatch.StartNew();
    private readonly Content? _found;
    private RunFingerprint? _fingerprint;
    private TrainingCheckpoint? _unwritten;
    private bool _isWritten;

    /// <summary>Looks at the file, before any work is done for it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="interval">The time between two writes.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="InvalidDataException">The file is not a checkpoint.</exception>
    public CheckpointFile(string path, TimeSpan interval)
    {
        _path = path;
        _interval = interval;
        AtomicFile.RequireWritable(path);
        _found = File.Exists(path) ? Read(path) : null;
    }

    /// <summary>What an interrupted run leaves to an equal one, in words.</summary>
    public string Legacy => _isWritten
        ? $"An equal run goes on from the checkpoint '{_path}'."
        : _found is null
            ? $"There was no progress yet that could be saved in '{_path}'."
            : $"This run made no progress that could be saved; the checkpoint '{_path}' is as it was.";

    /// <summary>The checkpoint that an earlier, unfinished run left; null if there is none.</summary>
    /// <param name="fingerprint">What this run depends on.</param>
    /// <param name="rungs">The number of rungs of the race.</param>
    /// <param name="unknowns">p.</param>
    /// <param name="areInUse">Whether rows of the table are distinct, and each is trained on or held out.</param>
    /// <param name="log">Told of a checkpoint that is no longer of use.</param>
    /// <exception cref="InvalidDataException">The checkpoint is one of another run, or damaged.</exception>
    public TrainingCheckpoint? Resume(
        RunFingerprint fingerprint, int rungs, int unknowns, Func<IReadOnlyCollection<long>, bool> areInUse, Action<string>? log)
    {
        _fingerprint = fingerprint;
        if (_found is not { Fingerprint: var found, State: var state })
        {
            return null;
        }

        if (found.Run != fingerprint.Run)
        {
            throw new InvalidDataException(
                $"'{_path}' is the checkpoint of another run: the family, the instances or the options differ "
                + $"(its seed is {found.Seed}, that of this run {fingerprint.Seed}). "
                + "Delete it to train anew, or choose another checkpoint path.");
        }

        if (found.Basis != fingerprint.Basis)
        {
            log?.Invoke($"The checkpoint '{_path}' built on other coefficients than those trained now; this phase begins anew.");
            return null;
        }

        return state.Damage(rungs, unknowns, areInUse) is string damage ? throw NotACheckpoint(_path, $"{damage}.", null) : state;
    }

    /// <summary>Takes note of a state, and writes it if the last write is long enough ago.</summary>
    public void Keep(TrainingCheckpoint checkpoint)
    {
        _unwritten = checkpoint;
        if (_sinceWritten.Elapsed >= _interval)
        {
            Write();
        }
    }

    /// <summary>Writes the newest state, unless that has happened.</summary>
    public void Write()
    {
        if (_unwritten is TrainingCheckpoint checkpoint)
        {
            AtomicFile.Write(_path, stream => JsonSerializer.Serialize(stream, new Content(_fingerprint!, checkpoint), Format));
            _unwritten = null;
            _isWritten = true;
            _sinceWritten.Restart();
        }
    }

    /// <summary>Removes the file of a run that is complete.</summary>
    public void Delete()
    {
        _unwritten = null;
        File.Delete(_path);
    }

    private static Content Read(string path)
    {
        try
        {
            Content? content = JsonSerializer.Deserialize<Content>(File.ReadAllBytes(path), Format);
            return content is { Fingerprint: not null, State: not null }
                ? content
                : throw NotACheckpoint(path, "it has no fingerprint or no state.", null);
        }
        catch (JsonException reason)
        {
            throw NotACheckpoint(path, reason.Message, reason);
        }
    }

    private static InvalidDataException NotACheckpoint(string path, string reason, Exception? inner) =>
        new($"'{path}' is not a training checkpoint: {reason} Delete it, or choose another checkpoint path.", inner);

    private sealed record Content(RunFingerprint Fingerprint, TrainingCheckpoint State);
}
