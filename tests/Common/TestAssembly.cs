// Tests share two cores and one native thread pool: classes run one after another.
[assembly: DoNotParallelize]
