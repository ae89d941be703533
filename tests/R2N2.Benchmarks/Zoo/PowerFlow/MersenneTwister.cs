namespace R2N2.Benchmarks.Zoo;

/// <summary>
/// The 64-bit Mersenne twister (Nishimura and Matsumoto, 2000), whose numbers C++ calls mt19937_64: the scenarios of a peer that is written in C++.
/// </summary>
internal sealed class MersenneTwister
{
    private const int Size = 312;
    private const int Middle = 156;
    private const ulong Matrix = 0xB5026F5AA96619E9;
    private const ulong Upper = 0xFFFFFFFF80000000;

    private readonly ulong[] _state = new ulong[Size];
    private int _next = Size;

    /// <summary>Begins.</summary>
    /// <param name="seed">The seed.</param>
    public MersenneTwister(ulong seed)
    {
        _state[0] = seed;
        for (int i = 1; i < Size; i++)
        {
            _state[i] = (6364136223846793005 * (_state[i - 1] ^ (_state[i - 1] >> 62))) + (ulong)i;
        }
    }

    /// <summary>The next number in [from, to), as uniform_real_distribution of the GNU library draws it.</summary>
    public double Uniform(double from, double to) => (Math.Min(Next() / 18446744073709551616.0, Math.BitDecrement(1.0)) * (to - from)) + from;

    private ulong Next()
    {
        if (_next == Size)
        {
            for (int i = 0; i < Size; i++)
            {
                ulong bits = (_state[i] & Upper) | (_state[(i + 1) % Size] & ~Upper);
                _state[i] = _state[(i + Middle) % Size] ^ (bits >> 1) ^ ((bits & 1) * Matrix);
            }

            _next = 0;
        }

        ulong x = _state[_next++];
        x ^= (x >> 29) & 0x5555555555555555;
        x ^= (x << 17) & 0x71D67FFFEDA60000;
        x ^= (x << 37) & 0xFFF7EEE000000000;
        return x ^ (x >> 43);
    }
}
