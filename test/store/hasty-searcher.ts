import './hasty.ts';
import '../../src/store/sqlite/memory/memory-searcher.ts';
