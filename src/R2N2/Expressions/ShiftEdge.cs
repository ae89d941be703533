namespace R2N2;

/// <summary>What lies beyond the ends of an axis when values are shifted along it; u has the indices 0 to n - 1.</summary>
public enum ShiftEdge
{
    /// <summary>Zeros: u[-1] = 0 and u[n] = 0, Dirichlet's condition.</summary>
    Zero,

    /// <summary>The values of the other end: u[-1] = u[n - 1] and u[n] = u[0].</summary>
    Periodic,

    /// <summary>The mirror image about the face of the last cell, which repeats its value: u[-1] = u[0] and u[n] = u[n - 1], no flux through the edge of a grid of cells.</summary>
    ReflectAtFace,

    /// <summary>The mirror image about the last point, which does not repeat: u[-1] = u[1] and u[n] = u[n - 2], no slope at the edge of a grid of points.</summary>
    ReflectAtPoint,
}
