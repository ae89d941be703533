using System.Numerics;

namespace R2N2.Vectorised;

/// <summary>The loop of a group of elementwise steps, for any place of its values and any number of lanes.</summary>
/// <typeparam name="T">The precision.</typeparam>
/// <param name="memory">The first number of the memory.</param>
/// <param name="places">The first of the places of what is read, then of what is written.</param>
/// <param name="rows">How many rows; of more than one, each is an element of all lanes.</param>
/// <param name="width">The numbers of a row.</param>
internal delegate void GroupKernel<T>(ref T memory, ref int places, int rows, nuint width)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
