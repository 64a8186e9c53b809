import './hasty.ts';
import '../../src/store/sqlite/memory/memory-writer.ts';
