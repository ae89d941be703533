using R2N2.MLNet.Tests;

return SolvingProcess.Solve(args[0], Console.Out);
