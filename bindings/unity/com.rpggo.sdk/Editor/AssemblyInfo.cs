using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Rpggo.Editor.Tests")]
[assembly: InternalsVisibleTo("Rpggo.Unity.StandInTests")]
