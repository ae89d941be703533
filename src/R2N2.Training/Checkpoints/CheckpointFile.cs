using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace R2N2.Training;

/// <summary>Keeps the newest checkpoint of a run, and writes it every so often, all or nothing.</summary>
/// <param name="path">The file.</param>
/// <param name="interval">The time between two writes.</param>
/// <param name="fingerprint">What the run depends on.</param>
internal sealed class CheckpointFile(string path, TimeSpan interval, string fingerprint)
{
    // The shortest decimals that read back as the same number; losses may be infinite.
    private static readonly JsonSerializerOptions Format = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly Stopwatch _sinceWritten = Stopwatch.StartNew();
    private TrainingCheckpoint? _unwritten;

    /// <summary>What the run depends on.</summary>
    public string Fingerprint { get; } = fingerprint;

    /// <summary>The checkpoint that an earlier, unfinished run left; null if there is none.</summary>
    /// <exception cref="InvalidDataException">The file is not a checkpoint, or one of another run.</exception>
    public TrainingCheckpoint? Read()
    {
        if (!File.Exists(path))
        {
            return null;
        }

        TrainingCheckpoint? checkpoint;
        try
        {
            checkpoint = JsonSerializer.Deserialize<TrainingCheckpoint>(File.ReadAllBytes(path), Format);
        }
        catch (JsonException reason)
        {
            throw new InvalidDataException(
                $"'{path}' is not a training checkpoint: {reason.Message} Delete it, or choose another checkpoint path.", reason);
        }

        return checkpoint?.Fingerprint == Fingerprint
            ? checkpoint
            : throw new InvalidDataException(
                $"'{path}' is the checkpoint of another run: the family, the instances or the options differ. "
                + "Delete it to train anew, or choose another checkpoint path.");
    }

    /// <summary>Takes note of a state, and writes it if the last write is long enough ago.</summary>
    public void Keep(TrainingCheckpoint checkpoint)
    {
        _unwritten = checkpoint;
        if (_sinceWritten.Elapsed >= interval)
        {
            Write();
        }
    }

    /// <summary>Writes the newest state, unless that has happened.</summary>
    public void Write()
    {
        if (_unwritten is TrainingCheckpoint checkpoint)
        {
            AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, checkpoint, Format));
            _unwritten = null;
            _sinceWritten.Restart();
        }
    }

    /// <summary>Removes the file of a run that is complete.</summary>
    public void Delete()
    {
        _unwritten = null;
        File.Delete(path);
    }
}
