namespace R2N2.Training;

/// <summary>Training found no coefficients with a finite loss; the message says what was seen and what to do.</summary>
public sealed class TrainingFailedException : Exception
{
    /// <summary>Without a reason.</summary>
    public TrainingFailedException()
        : base("Training found no coefficients with a finite loss.")
    {
    }

    /// <summary>With the reason.</summary>
    /// <param name="message">What was seen, and what to do.</param>
    public TrainingFailedException(string message)
        : base(message)
    {
    }

    /// <summary>With the reason and its cause.</summary>
    /// <param name="message">What was seen, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public TrainingFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
