using System.Runtime.Versioning;

// Two processors: one test waits for a container while another builds. Methods of one class share a project folder.
[assembly: Parallelize(Workers = 2, Scope = ExecutionScope.ClassLevel)]

// Containers run on Linux.
[assembly: SupportedOSPlatform("linux")]
