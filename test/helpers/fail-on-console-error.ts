/** An error or a warning that nobody expected fails the test that printed it. */
for (const method of ['error', 'warn'] as const) {
  let printed: unknown[][] = [];
  beforeEach(() => {
    printed = [];
    jest.spyOn(console, method).mockImplementation((...args: unknown[]) => {
      printed.push(args);
    });
  });
  afterEach(() => {
    expect(printed).toEqual([]);
  });
}
