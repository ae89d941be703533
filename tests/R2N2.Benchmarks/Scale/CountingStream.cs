namespace R2N2.Benchmarks.Scale;

/// <summary>Forgets what is written, but knows how much it was; ML.NET goes back to write the beginning last.</summary>
internal sealed class CountingStream : Stream
{
    private long _length;

    public override bool CanRead => false;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position { get; set; }

    public override void Write(byte[] buffer, int offset, int count)
    {
        Position += count;
        _length = Math.Max(_length, Position);
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        SeekOrigin.End => _length + offset,
    };

    public override void SetLength(long value) => _length = value;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("What was written is forgotten.");

    public override void Flush()
    {
    }
}
